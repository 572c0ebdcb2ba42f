/* memory_port.h: a port in memory for tests: hands out what it was given, keeps what was committed, fails where it was told to,
 * and shows a clock that the test sets. */
#ifndef PARALLAX_TESTS_MEMORY_PORT_H
#define PARALLAX_TESTS_MEMORY_PORT_H

#include "arena.h"
#include "port.h"

enum memory_call { MEMORY_POLL, MEMORY_BEGIN, MEMORY_PRODUCE, MEMORY_COMMIT, MEMORY_ABORT, MEMORY_CALLS };

/* One transaction, committed or given up. Everything is copied. */
struct memory_transaction {
	struct output_message *messages;
	uint32_t messages_count;
	struct port_offset *offsets;
	uint32_t offsets_count;
	bool committed;
};

#define MEMORY_INPUTS_MAX 256
#define MEMORY_TRANSACTIONS_MAX 64
#define MEMORY_MESSAGES_MAX 4096

struct memory_port {
	struct port port; /* first */
	struct input_message inputs[MEMORY_INPUTS_MAX];
	uint32_t inputs_count, inputs_taken;
	struct memory_transaction transactions[MEMORY_TRANSACTIONS_MAX];
	uint32_t transactions_count;
	bool in_transaction;
	uint32_t calls[MEMORY_CALLS];

	/* What the test sets. */
	enum status failure;          /* what call number failure_at of failing answers, once; OK: nothing fails */
	enum memory_call failing;
	uint32_t failure_at;          /* from 0 */
	clock_ms clock;               /* CLOCK_ABSENT: none */
	clock_ms clock_step;          /* by which a poll moves it */
	uint32_t hurry_after;         /* hurry once so many records of a batch were taken; 0: never */
	bool ends;                    /* ended behind the last input; otherwise idle */

	uint32_t taken_since_commit;
	struct arena memory;
};

void memory_port_init(struct memory_port *memory);
void memory_port_free(struct memory_port *memory);

/* Adds a record; its offset is the number of records that the partition has so far. */
void memory_port_add(struct memory_port *memory, const char *topic, int32_t partition, clock_ms timestamp, const char *value);

/* True when two transactions published the same bytes. */
bool memory_transactions_equal(const struct memory_transaction *a, const struct memory_transaction *b);

/* The value of a header; absent when it has none of this name. */
struct bytes memory_header(const struct output_message *message, const char *name);

#endif
