#include "admin_server.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admin_request.h"
#include "admin_text.h"
#include "check.h"
#include "log.h"
#include "monotonic.h"

#define CONNECTIONS_MAX 16
#define CONNECTION_MS 5000 /* from being accepted to being closed */
#define REQUEST_BYTES_MAX 8192

struct connection {
	int file; /* negative: the place is free */
	int64_t until;
	size_t received;
	char *answer; /* NULL: the request is not read yet */
	size_t answer_length, sent;
	char request[REQUEST_BYTES_MAX];
};

struct admin_server {
	struct run_board *board;
	pthread_t thread;
	int listening, stop;
	struct connection connections[CONNECTIONS_MAX];
};

/* ---- One connection. */

static void drop(struct connection *connection)
{
	close(connection->file);
	free(connection->answer);
	connection->file = -1;
	connection->answer = NULL;
}

static const char *words_of(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 400:
		return "Bad Request";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 431:
		return "Request Header Fields Too Large";
	default:
		return "Service Unavailable";
	}
}

/* The body of an answer, and its status. */
static int write_body(struct admin_server *server, const struct admin_request *request, FILE *out)
{
	struct run_figures figures;
	struct partition_lag *lag;
	char words[1024];
	int64_t now = monotonic_ms();
	bool good = true;
	if (request->refusal != 0) {
		fprintf(out, "%s; what is here: GET /metrics, /health/live, /health/ready\n", words_of(request->refusal));
		return request->refusal;
	}
	run_board_look(server->board, &figures, &lag);
	if (request->target == TARGET_METRICS) {
		admin_text_metrics(out, &figures, lag, now);
	} else {
		good = request->target == TARGET_LIVE ? admin_text_is_live(&figures, now, words, sizeof words)
		                                      : admin_text_is_ready(&figures, now, words, sizeof words);
		fprintf(out, "%s\n", words);
	}
	free(lag);
	return good ? 200 : 503;
}

static void answer(struct admin_server *server, struct connection *connection, const struct admin_request *request)
{
	char *body = NULL;
	size_t body_length = 0;
	FILE *out = open_memstream(&body, &body_length);
	CHECK(out != NULL);
	int status = write_body(server, request, out);
	fclose(out);
	out = open_memstream(&connection->answer, &connection->answer_length);
	CHECK(out != NULL && body != NULL);
	fprintf(out, "HTTP/1.1 %d %s\r\nContent-Type: text/plain; %scharset=utf-8\r\nContent-Length: %zu\r\nCache-Control: no-store\r\n%sConnection: close\r\n\r\n",
	        status, words_of(status), request->refusal == 0 && request->target == TARGET_METRICS ? "version=0.0.4; " : "", body_length,
	        status == 405 ? "Allow: GET, HEAD\r\n" : "");
	if (!request->head_only)
		fwrite(body, 1, body_length, out);
	fclose(out);
	free(body);
	connection->sent = 0;
}

/* After the answer it is read on until the client closes: closing with bytes of the client's unread would take the answer back. */
static void read_some(struct admin_server *server, struct connection *connection)
{
	char waste[4096];
	struct admin_request request;
	bool answered = connection->answer != NULL;
	char *into = answered ? waste : connection->request + connection->received;
	ssize_t length = recv(connection->file, into, answered ? sizeof waste : REQUEST_BYTES_MAX - connection->received, 0);
	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (length <= 0) {
		drop(connection);
		return;
	}
	if (answered)
		return;
	connection->received += (size_t)length;
	if (admin_request_read(bytes_of(connection->request, connection->received), &request))
		answer(server, connection, &request);
	else if (connection->received == REQUEST_BYTES_MAX)
		answer(server, connection, &(struct admin_request){ .refusal = 431 });
}

static void write_some(struct connection *connection)
{
	ssize_t length = send(connection->file, connection->answer + connection->sent, connection->answer_length - connection->sent, MSG_NOSIGNAL);
	if (length < 0 && errno != EAGAIN && errno != EINTR) {
		drop(connection);
		return;
	}
	if (length > 0)
		connection->sent += (size_t)length;
	if (connection->sent == connection->answer_length)
		shutdown(connection->file, SHUT_WR);
}

static bool is_sending(const struct connection *connection)
{
	return connection->answer != NULL && connection->sent < connection->answer_length;
}

/* ---- All of them. */

/* A free place, or that of the oldest. */
static struct connection *place_for(struct admin_server *server)
{
	struct connection *oldest = &server->connections[0];
	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		if (server->connections[i].file < 0)
			return &server->connections[i];
		if (server->connections[i].until < oldest->until)
			oldest = &server->connections[i];
	}
	drop(oldest);
	return oldest;
}

static void accept_one(struct admin_server *server, int64_t now)
{
	int file = accept4(server->listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (file < 0)
		return;
	struct connection *connection = place_for(server);
	connection->file = file;
	connection->until = now + CONNECTION_MS;
	connection->received = 0;
}

static void serve(struct admin_server *server, int64_t now, const struct pollfd polled[CONNECTIONS_MAX])
{
	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *connection = &server->connections[i];
		if (connection->file < 0)
			continue;
		if (now >= connection->until)
			drop(connection);
		else if (polled[i].revents != 0 && is_sending(connection))
			write_some(connection);
		else if (polled[i].revents != 0)
			read_some(server, connection);
	}
}

static void *run(void *context)
{
	struct admin_server *server = context;
	struct pollfd polled[CONNECTIONS_MAX + 2];
	for (;;) {
		int wait = -1;
		int64_t now = monotonic_ms();
		for (int i = 0; i < CONNECTIONS_MAX; i++) {
			const struct connection *connection = &server->connections[i];
			int left = connection->until > now ? (int)(connection->until - now) : 0;
			polled[i] = (struct pollfd){ .fd = connection->file, .events = is_sending(connection) ? POLLOUT : POLLIN };
			if (connection->file >= 0 && (wait < 0 || left < wait))
				wait = left;
		}
		polled[CONNECTIONS_MAX] = (struct pollfd){ .fd = server->listening, .events = POLLIN };
		polled[CONNECTIONS_MAX + 1] = (struct pollfd){ .fd = server->stop, .events = POLLIN };
		if (poll(polled, CONNECTIONS_MAX + 2, wait) < 0 && errno != EINTR)
			usleep(CONNECTION_MS); /* the machine is short of something: not a loop that makes it worse */
		if (polled[CONNECTIONS_MAX + 1].revents != 0)
			return NULL;
		now = monotonic_ms();
		serve(server, now, polled);
		if (polled[CONNECTIONS_MAX].revents != 0)
			accept_one(server, now);
	}
}

/* ---- Listening. */

/* Parts "HOST:PORT" and "[HOST]:PORT"; settings.c has seen to its form. */
static void part(const char *listen_on, char *ret_host, size_t size, const char **ret_port)
{
	const char *colon = strrchr(listen_on, ':');
	size_t length = (size_t)(colon - listen_on);
	bool bracketed = length >= 2 && listen_on[0] == '[' && colon[-1] == ']';
	snprintf(ret_host, size, "%.*s", (int)(bracketed ? length - 2 : length), listen_on + (bracketed ? 1 : 0));
	*ret_port = colon + 1;
}

static int listen_at(const char *listen_on)
{
	char host[256];
	const char *port;
	struct addrinfo hints = { .ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM }, *found;
	part(listen_on, host, sizeof host, &port);
	int error = getaddrinfo(host[0] == 0 ? NULL : host, port, &hints, &found), on = 1;
	if (error != 0) {
		log_error("cannot listen on %s (admin.listen): %s", listen_on, gai_strerror(error));
		return -1;
	}
	int file = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	bool listens = file >= 0 && setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	               bind(file, found->ai_addr, found->ai_addrlen) == 0 && listen(file, CONNECTIONS_MAX) == 0;
	freeaddrinfo(found);
	if (listens)
		return file;
	log_error("cannot listen on %s (admin.listen): %s", listen_on, strerror(errno));
	if (file >= 0)
		close(file);
	return -1;
}

/* The address that it has, in digits. */
static void name_address(int file, char ret_host[NI_MAXHOST], char ret_port[NI_MAXSERV])
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	CHECK(getsockname(file, (struct sockaddr *)&address, &length) == 0);
	CHECK(getnameinfo((struct sockaddr *)&address, length, ret_host, NI_MAXHOST, ret_port, NI_MAXSERV, NI_NUMERICHOST | NI_NUMERICSERV) == 0);
}

int admin_server_port(const struct admin_server *server)
{
	char host[NI_MAXHOST], port[NI_MAXSERV];
	name_address(server->listening, host, port);
	return atoi(port);
}

static void tell_address(int file)
{
	char host[NI_MAXHOST], port[NI_MAXSERV];
	name_address(file, host, port);
	log_info(strchr(host, ':') != NULL ? "metrics and health on http://[%s]:%s/metrics, /health/live, /health/ready"
	                                   : "metrics and health on http://%s:%s/metrics, /health/live, /health/ready", host, port);
}

struct admin_server *admin_server_open(const char *listen_on, struct run_board *board)
{
	sigset_t all, before;
	int file = listen_at(listen_on);
	if (file < 0)
		return NULL;
	struct admin_server *server = calloc(1, sizeof *server);
	CHECK(server != NULL);
	server->board = board;
	server->listening = file;
	server->stop = eventfd(0, EFD_CLOEXEC);
	CHECK(server->stop >= 0);
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		server->connections[i].file = -1;
	/* Signals are the working thread's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	CHECK(pthread_create(&server->thread, NULL, run, server) == 0);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	tell_address(file);
	return server;
}

void admin_server_close(struct admin_server *server)
{
	uint64_t once = 1;
	if (server == NULL)
		return;
	CHECK(write(server->stop, &once, sizeof once) == sizeof once);
	pthread_join(server->thread, NULL);
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		if (server->connections[i].file >= 0)
			drop(&server->connections[i]);
	close(server->listening);
	close(server->stop);
	free(server);
}
