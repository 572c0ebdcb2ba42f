/* kafka_consumer.h: the reading half of the Kafka port.
 *
 * The state has one owner. The changelog topic has one partition, and it is subscribed to for that alone: it is the token.
 * Whoever the group gives it to owns the state and assigns itself all partitions of the inputs. Every transaction commits
 * one more as the token's offset, with the name of the instance beside it: the broker counts the transactions of the group,
 * and whoever asks knows whether a commit went in whose end it did not hear of, or somebody else's in between.
 *
 * The sketch stage has no state. There the inputs themselves are subscribed to, the group shares their partitions out, and the token
 * stands for having some. Whatever goes wrong, the batch in hand is dropped and read again from the committed offsets. */
#ifndef PARALLAX_EDGE_KAFKA_CONSUMER_H
#define PARALLAX_EDGE_KAFKA_CONSUMER_H

#include "arena.h"
#include "json_write.h"
#include "kafka_handle.h"
#include "partition_merge.h"
#include "port.h"

enum kafka_token {
	TOKEN_AWAY,     /* no member of the group, or between two rounds of it */
	TOKEN_STANDBY,  /* another member has it */
	TOKEN_GIVEN,    /* ours, but nothing is read yet */
	TOKEN_HELD,     /* ours, and we read */
	TOKEN_RECALLED  /* still ours until the batch under way is finished */
};

#define KAFKA_NOTE_SIZE 640

struct kafka_waiting {
	rd_kafka_message_t *message;
	clock_ms time, order; /* the latest time of its partition so far */
};

struct kafka_partition {
	const char *topic;
	int32_t partition;
	int64_t next; /* one behind the last record taken; negative: where reading begins, as librdkafka's logical offset */
	int64_t first; /* where this ownership began */
	int64_t done;  /* one behind the last record of a batch that is over */
	bool at_end;  /* nothing behind what has come, for now */
	bool over;    /* the time until which records are taken has come */
	struct merge_partition merge;
	struct kafka_waiting *waiting; /* from waiting_taken on: came, and not taken yet */
	uint32_t waiting_count, waiting_capacity, waiting_taken;
	clock_ms order; /* of the last that came */
	int64_t came;   /* one behind the last that came, taken or not */
};

struct kafka_consumer {
	struct kafka_trouble trouble; /* first: the opaque of the handle */
	const struct settings *settings;
	rd_kafka_t *handle;
	char instance[ID_TEXT_SIZE]; /* of this process, like no other */
	char note[KAFKA_NOTE_SIZE];  /* what stands beside the token's offset in the next transaction: the instance, and kafka_trial.h's words */
	char found[KAFKA_NOTE_SIZE]; /* what stood there when the broker was asked */
	enum kafka_token token;
	bool in_batch;  /* set by the port: a recall waits for its end */
	bool has_state; /* what was read so far is in the owner's state */
	bool restored;  /* set by the port: the state is the last owner's, though nothing was read since */
	rd_kafka_topic_partition_list_t *given; /* sketch stage: the partitions of the last round; NULL: none yet */
	uint64_t rounds; /* of the group so far */
	bool dethroned; /* another member has the token, and we have state: it must be dropped */
	bool hopeless;  /* an error that was logged and that trying again does not mend */
	struct kafka_partition *partitions;
	uint32_t partitions_count, partitions_capacity;
	rd_kafka_message_t **held; /* of the batch: what its records point into */
	uint32_t held_count, held_capacity;
	size_t held_bytes;
	size_t waiting_bytes;     /* of all partitions together: kafka_merge.h */
	uint64_t waiting_count;
	struct arena headers;
	struct arena names;      /* of topics */
	rd_kafka_t *offsets_of;  /* in a dry run: a client of the group whose offsets are looked at; else NULL */
	bool begins_anew;        /* a partition begins where the setting from says, which is to be committed */
	bool paused;
	clock_ms told_at; /* that the group's offsets are not known */
	uint64_t clamped; /* records from the future, taken as of now */
};

enum status kafka_consumer_open(struct kafka_consumer *consumer, const struct settings *settings, bool embedded);

/* Leaves the group. */
void kafka_consumer_close(struct kafka_consumer *consumer);

/* One of those that are read; NULL: it is none. */
struct kafka_partition *kafka_consumer_partition(struct kafka_consumer *consumer, const char *topic, int32_t partition);

/* Keeps the membership alive and follows the group's rounds, without taking records. */
void kafka_consumer_serve(struct kafka_consumer *consumer, int timeout_ms);

/* The number of the group's transactions, and whether the last one was ours. STATUS_MORE when the broker does not say now;
 * STATUS_FATAL, logged. */
enum status kafka_consumer_transactions(struct kafka_consumer *consumer, int64_t *ret_transactions, bool *ret_ours);

/* With the token given: assigns all input partitions, from the committed offsets or, with state, from where it ends.
 * STATUS_MORE when the broker does not answer now; STATUS_FATAL, logged. */
enum status kafka_consumer_start(struct kafka_consumer *consumer);

/* True when an input has got more partitions than are read; kafka_consumer_start then takes them in. Asks the broker. */
bool kafka_consumer_has_grown(struct kafka_consumer *consumer);

/* The next record; STATUS_MORE when there is none in time, STATUS_FATAL, logged. It is valid until the release. */
enum status kafka_consumer_poll(struct kafka_consumer *consumer, int timeout_ms, struct input_message *ret_message);

/* The batch is over: its records may go, and the token if it was recalled. */
void kafka_consumer_release(struct kafka_consumer *consumer);

/* The membership turned out to be stale: gives the token up and joins anew. What was read stays. */
void kafka_consumer_rejoin(struct kafka_consumer *consumer);

/* Forgets what was read: the state that it went into is gone. */
void kafka_consumer_forget(struct kafka_consumer *consumer);

/* Everything that was there has been read. */
bool kafka_consumer_at_end(const struct kafka_consumer *consumer);

/* Of each partition so many records have been taken in this ownership, or all that are there. */
bool kafka_consumer_has_passed(const struct kafka_consumer *consumer, int64_t records);

/* Everything up to the time that the setting until says has been read. */
bool kafka_consumer_is_over(const struct kafka_consumer *consumer);

/* Records that the broker is known to have and that were not taken yet: of one partition, and of all. */
int64_t kafka_consumer_lag_of(const struct kafka_consumer *consumer, const struct kafka_partition *partition);
int64_t kafka_consumer_lag(const struct kafka_consumer *consumer);

/* Of them, those that wait in this process. */
uint64_t kafka_consumer_queued(const struct kafka_consumer *consumer);

/* What a transaction commits: offsets and the token. To be destroyed by the caller. */
rd_kafka_topic_partition_list_t *kafka_consumer_offsets(const struct kafka_consumer *consumer, const struct port_offset *offsets,
                                                        uint32_t offsets_count, int64_t transactions);

#endif
