/* verify_tally.h: which records are there, how often each was answered, and whether a story ever goes back: the judgement of
 * `parallax verify`, apart from the broker. A byte for each record between the first to be judged and the committed offset. */
#ifndef PARALLAX_EDGE_VERIFY_TALLY_H
#define PARALLAX_EDGE_VERIFY_TALLY_H

#include "bytes.h"
#include "map64.h"
#include "status.h"

struct verify_range {
	char topic[256];
	int32_t partition;
	int64_t from, to; /* judged are the records from .. to - 1 */
	uint8_t *marks;
};

struct verify_tally {
	struct verify_range *ranges;
	uint32_t ranges_count, ranges_capacity;
	struct map64 seqs; /* hash of a story's key → the newest seq and whether it was seen */
	uint64_t stories;
	struct verify_coordinates {
		struct verify_place {
			const char *topic;
			int32_t partition;
			int64_t offset;
		} *items;
		uint32_t count, capacity;
	} backwards;
};

struct verify_verdict {
	uint64_t records, answered, stories;
	struct verify_coordinates missing, doubled, backwards;
};

void verify_tally_init(struct verify_tally *tally);
void verify_tally_free(struct verify_tally *tally);

/* Judge the records from .. to - 1 of a partition; none when from >= to. */
void verify_tally_range(struct verify_tally *tally, const char *topic, int32_t partition, int64_t from, int64_t to);

/* This record is in the input. Offsets that no record has (of transactions' ends, or compacted away) are never told. */
void verify_tally_record(struct verify_tally *tally, const char *topic, int32_t partition, int64_t offset);

/* A receipt or a dead letter for this record; of one outside all ranges nothing is kept. */
void verify_tally_answer(struct verify_tally *tally, const char *topic, int32_t partition, int64_t offset);

/* A value of a story, in the order of its partition. */
void verify_tally_story(struct verify_tally *tally, struct bytes key, int64_t seq, int32_t partition, int64_t offset);

/* To be freed; lives as long as the tally. */
void verify_tally_judge(const struct verify_tally *tally, struct verify_verdict *ret_verdict);
void verify_verdict_free(struct verify_verdict *verdict);

#endif
