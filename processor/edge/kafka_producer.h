/* kafka_producer.h: the writing half of the Kafka port: one transaction after the other, or, at least once, one flush after
 * the other. */
#ifndef PARALLAX_EDGE_KAFKA_PRODUCER_H
#define PARALLAX_EDGE_KAFKA_PRODUCER_H

#include "arena.h"
#include "kafka_handle.h"
#include "message.h"
#include "watchdog.h"

/* What a call to the broker came to. */
enum kafka_outcome {
	KAFKA_DONE,
	KAFKA_AGAIN,   /* not yet: the same call again */
	KAFKA_ABORT,   /* this transaction cannot be committed; another one can */
	KAFKA_RENEW,   /* this producer cannot go on: close it, open another, and see what was committed */
	KAFKA_HOPELESS /* trying again will not mend it; what to do was logged */
};

struct kafka_producer {
	struct kafka_trouble trouble; /* first: the opaque of the handle */
	const struct settings *settings;
	rd_kafka_t *handle; /* NULL: closed */
	rd_kafka_topic_t *topics[TOPIC_COUNT];
	bool transactional;
	bool initialised;
	bool in_transaction;
	bool cleared; /* nothing hangs of the transactions before, unless a broker has gone since: kafka_hanging.h */
	rd_kafka_resp_err_t undelivered; /* why the first record of this transaction that failed was not delivered */
	char undelivered_words[512];
	rd_kafka_resp_err_t cause; /* of the last outcome that was not DONE */
	char cause_words[512];
	char transactional_id[256];
	char transaction[300]; /* what each record of the one under way has in HEADER_TRANSACTION; "": nothing */
	struct arena scratch;
	struct watchdog watchdog;
	uint64_t oversize; /* records replaced by a dead letter because of their size */
};

/* Nothing is opened yet. The owner of the state has the group's transactional id, so that a new owner ends what the last one left
 * open. Of the sketch stage each instance has an id of its own, made of its name: there the group's membership, which goes along
 * with the offsets, refuses whoever has lost its partitions (KIP-447), and what a crashed instance left open ends by
 * transaction.timeout.ms; nobody reads its partitions on before. */
void kafka_producer_init(struct kafka_producer *producer, const struct settings *settings, const char *instance);
void kafka_producer_free(struct kafka_producer *producer);

/* Opens it, if it is not open: fences any other of this transactional id and waits until its last transaction has ended.
 * DONE, AGAIN, RENEW or HOPELESS. */
enum kafka_outcome kafka_producer_open(struct kafka_producer *producer);

/* Drops whatever is on its way. An open transaction ends when its time-out passes or the next producer opens. */
void kafka_producer_close(struct kafka_producer *producer);

/* Between two transactions: whether nothing can have come to hang of those before. */
bool kafka_producer_is_clear(struct kafka_producer *producer);

/* number: of the group's transaction, from 1 on; 0: it has none, or is of a stage that does not count them. */
enum kafka_outcome kafka_producer_begin(struct kafka_producer *producer, int64_t number);
enum kafka_outcome kafka_producer_send(struct kafka_producer *producer, const struct output_message *message);

/* Within the transaction: what the group has read. */
enum kafka_outcome kafka_producer_send_offsets(struct kafka_producer *producer, const rd_kafka_topic_partition_list_t *offsets,
                                               const rd_kafka_consumer_group_metadata_t *group);
enum kafka_outcome kafka_producer_commit(struct kafka_producer *producer);
enum kafka_outcome kafka_producer_abort(struct kafka_producer *producer);

/* At least once: waits until all is delivered. */
enum kafka_outcome kafka_producer_flush(struct kafka_producer *producer);

/* At least once: the batch failed by an error of the consumer's. ABORT or HOPELESS. */
enum kafka_outcome kafka_producer_blame(struct kafka_producer *producer, rd_kafka_resp_err_t code);

/* True when the last outcome came of a membership in the group that is stale. */
bool kafka_producer_lost_membership(const struct kafka_producer *producer);

#endif
