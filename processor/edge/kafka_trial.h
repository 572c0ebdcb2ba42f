/* kafka_trial.h: which record ends the process each time that it is taken.
 *
 * A crash leaves no trace but what the broker keeps. So every owner of the state writes down, beside the token's offset, that
 * it has begun; a batch that is committed begins the count anew, an end in good order wipes it out. When TRIAL_STARTS_MAX
 * owners in a row have ended without finishing the batch at hand, each batch is tried in a child process before it is taken, and the
 * record that ends the child becomes a dead letter. Batches are smaller then, so that owners who are only killed from outside, one
 * after the other, come to something.
 *
 * When TRIAL_ALONE_STARTS have ended, what ends them lies where no child has come: records are taken one by one, each written down
 * before it is looked at. A record that stands there when the process has ended TRIAL_ALONE_MAX times is given on as crashed as well. A
 * kill from outside that happens to meet the same record each time is told from a crash by nobody.
 *
 * In the sketch stage the owners are those of a share of the input. What they write down, with the first record, stands beside the
 * offset of each of its partitions.
 *
 * The note: INSTANCE [starts=N] [try=PARTITION:OFFSET:TOPIC] [suspect=TIMES:PARTITION:OFFSET:TOPIC] */
#ifndef PARALLAX_EDGE_KAFKA_TRIAL_H
#define PARALLAX_EDGE_KAFKA_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coordinates.h"

#define TRIAL_STARTS_MAX 3
#define TRIAL_ALONE_STARTS 6
#define TRIAL_BATCH_RECORDS 100
#define TRIAL_ALONE_MAX 2
#define TRIAL_TOPIC_SIZE 250

struct trial_record {
	bool known;
	int32_t partition;
	int64_t offset;
	char topic[TRIAL_TOPIC_SIZE];
};

enum trial_care {
	TRIAL_NO_CARE,
	TRIAL_IN_CHILD, /* each batch is tried in a child first */
	TRIAL_ALONE,    /* a batch is one record, which is written down before */
};

struct kafka_trial {
	uint32_t starts;         /* owners in a row that have begun the batch at hand, this one counted */
	struct trial_record now; /* the record that is being taken alone */
	struct trial_record suspect;
	uint32_t suspect_times;
	enum trial_care care;
};

/* How many records a batch takes, of as many as it would take without a trial. */
uint32_t kafka_trial_records(const struct kafka_trial *trial, uint32_t records);

/* How many have begun without finishing, as a note of another instance says; 0 where it is this one's own. */
uint32_t kafka_trial_starts(const char *note, const char *instance);

/* At the beginning of an ownership: what the last owner's note says, and what it means. */
void kafka_trial_begin(struct kafka_trial *trial, const char *note);

/* A record is about to be taken alone. True when it is the culprit; false when it is to be written down first. */
bool kafka_trial_take(struct kafka_trial *trial, const struct coordinates *at);

/* Its batch is committed, or, without a trial, any batch. passed: whatever may have been in the batch that was not finished has
 * been taken since, so that the search is over. */
void kafka_trial_committed(struct kafka_trial *trial, bool passed);

/* The process ends in good order: this beginning does not count. */
void kafka_trial_end(struct kafka_trial *trial);

/* Returns false when the note has nothing to say besides the instance. */
bool kafka_trial_note(const struct kafka_trial *trial, const char *instance, char *ret_note, size_t size);

#endif
