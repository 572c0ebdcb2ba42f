/* batch.h: one batch is one transaction: poll up to a number of records or a time, pass each, publish, commit.
 * On an abort nothing is undone: the same outbox is sent again in a new transaction. */
#ifndef PARALLAX_FLOW_BATCH_H
#define PARALLAX_FLOW_BATCH_H

#include "pass.h"
#include "port.h"

struct batch_settings {
	uint32_t records_max;
	int wait_ms_max; /* from a batch's first record on */
	uint32_t workers; /* threads that decode and sketch; 0 is one */
	struct pass_settings pass;
};

struct batch_counters {
	uint64_t batches, messages, aborts;
};

struct batch;

struct batch *batch_new(const struct batch_settings *settings, const struct kernel *kernel);
void batch_free(struct batch *batch);

/* Runs one batch. STATUS_OK: it is committed, or nothing was there; STATUS_MORE: the input has ended; FENCED and FATAL
 * as the port says them. */
enum status batch_run(struct batch *batch, struct port *port);

struct batch_counters batch_counters(const struct batch *batch);
struct pass *batch_pass(struct batch *batch);

#endif
