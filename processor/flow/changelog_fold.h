/* changelog_fold.h: all live entries of a changelog, as they come: what a standby holds, and what a state is restored from.
 * Each entry replaces the one before it under its key; one without a value takes it back.
 *
 * A batch counts when its head has come, which is its last entry: until then its entries wait. Without transactions a batch can be
 * torn by a crash: what waits at the end of the topic is then of no batch, and must be taken back on the topic as well, before the
 * next head would make it count (changelog_fold_torn). */
#ifndef PARALLAX_FLOW_CHANGELOG_FOLD_H
#define PARALLAX_FLOW_CHANGELOG_FOLD_H

#include "arena.h"
#include "changelog.h"
#include "free_places.h"
#include "map64.h"
#include "status.h"

struct folded {
	struct changelog_key key;
	uint8_t *value; /* NULL: a place that is free; of one that waits: an entry is taken back */
	size_t length;
};

struct changelog_fold {
	struct map64 by_key; /* hash of the key → place */
	struct folded *entries;
	uint32_t count, capacity;
	struct free_places free;
	struct folded *waiting; /* taken since the last head */
	uint32_t waiting_count, waiting_capacity;
	uint64_t digest; /* the sum of changelog_hash over all but the head */
	uint64_t live;   /* entries but the head */
	uint64_t bytes;  /* of all values */
	uint64_t taken;  /* records, superseded ones and tombstones included */
	unsigned foreign; /* the format of an entry that is not this program's; 0: none has come */
};

void changelog_fold_init(struct changelog_fold *fold);
void changelog_fold_free(struct changelog_fold *fold);

/* Takes one record of the topic. Of a foreign format only that it came is kept. */
void changelog_fold_take(struct changelog_fold *fold, struct bytes key, struct bytes value);

/* The live entries as of the last head, in order, views of the fold's memory; the array is the arena's. STATUS_BAD_INPUT with a sentence when what
 * the head says of the others is not so, or an entry is of another format. */
enum status changelog_fold_entries(const struct changelog_fold *fold, struct arena *arena, struct changelog_entries *ret_entries,
                                   const char **ret_reason);

/* Where the topic ends in a torn batch: the entries that it touched, as they are without it; views of the fold's memory, the array is
 * the arena's. They are to be written again in front of the next batch. */
struct changelog_entries changelog_fold_torn(const struct changelog_fold *fold, struct arena *arena);

/* A key of a map for a key of an entry. */
uint64_t changelog_key_hash(struct changelog_key key);

#endif
