/* admin_server.h: a small HTTP server for probes and scrapes, on a thread of its own: GET /metrics, /health/live, /health/ready.
 *
 * It looks at nothing of a request but the first line, takes no body, and closes after its answer. What a client may cost is
 * bounded: so many connections, so many bytes, so many seconds from being accepted to being closed; who comes when all places are
 * taken takes the place of the oldest. The working thread never waits for it: run_figures.h. */
#ifndef PARALLAX_EDGE_ADMIN_SERVER_H
#define PARALLAX_EDGE_ADMIN_SERVER_H

#include "run_figures.h"

struct admin_server;

/* Listens on "HOST:PORT" ("127.0.0.1:9464", "[::]:9464", ":9464" for all addresses; port 0 is any free one, which is logged).
 * NULL, logged, when that is not possible. */
struct admin_server *admin_server_open(const char *listen_on, struct run_board *board);

/* The port that it listens on. */
int admin_server_port(const struct admin_server *server);

/* NULL is fine. */
void admin_server_close(struct admin_server *server);

#endif
