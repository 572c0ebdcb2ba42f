/* port.h: the seam between the way of an article and the world. The Kafka port, the file port and the in-memory port
 * of the tests answer the same calls; batch.c is the only caller.
 *
 * One batch is one transaction: poll …, begin, produce …, commit. What poll returned stays valid until the commit or
 * the next poll after it. Statuses: OK; MORE (poll: nothing in time, the input is idle; with ended set, for good);
 * ABORT_TXN (begin, produce, commit: abort, then send the same outbox again); FENCED (another instance owns the state
 * now: drop it and leave); FATAL (the port has logged what to do). */
#ifndef PARALLAX_FLOW_PORT_H
#define PARALLAX_FLOW_PORT_H

#include "message.h"
#include "status.h"

/* Where to go on reading in one partition: one behind the last record of the batch. */
struct port_offset {
	struct bytes topic;
	int32_t partition;
	int64_t next;
};

struct port {
	enum status (*poll)(struct port *port, int timeout_ms, struct input_message *ret_message);
	enum status (*begin)(struct port *port);
	enum status (*produce)(struct port *port, const struct output_message *message);
	/* Sends the offsets and commits both or neither. */
	enum status (*commit)(struct port *port, const struct port_offset *offsets, uint32_t offsets_count);
	enum status (*abort)(struct port *port);
	/* The time of the world, for idle ticks: CLOCK_ABSENT where time is input only (files). */
	clock_ms (*now)(struct port *port);
	/* True when the batch should be finished at once: a stop was asked for, or the group is rebalancing. */
	bool (*hurry)(struct port *port);
	/* Where a batch may hold a record that ends the process: whether a step would, tried in a child process; NULL: no. */
	bool (*survives)(struct port *port, void (*step)(void *context), void *context);
	/* This is the record; the batch goes on without it. */
	void (*blame)(struct port *port, const struct coordinates *at);
	bool ended; /* set by poll: there will be no more input */
};

#endif
