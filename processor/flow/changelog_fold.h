/* changelog_fold.h: all live entries of a changelog, as they come: what a standby holds, and what a state is restored from.
 * Each entry replaces the one before it under its key; one without a value takes it back. */
#ifndef PARALLAX_FLOW_CHANGELOG_FOLD_H
#define PARALLAX_FLOW_CHANGELOG_FOLD_H

#include "arena.h"
#include "changelog.h"
#include "map64.h"
#include "status.h"

struct folded {
	struct changelog_key key;
	uint8_t *value; /* NULL: a place that is free */
	size_t length;
};

struct changelog_fold {
	struct map64 by_key; /* hash of the key → place */
	struct folded *entries;
	uint32_t count, capacity;
	uint32_t *free_places;
	uint32_t free_count, free_capacity;
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

/* The live entries in order, views of the fold's memory; the array is the arena's. STATUS_BAD_INPUT with a sentence when what
 * the head says of the others is not so, or an entry is of another format. */
enum status changelog_fold_entries(const struct changelog_fold *fold, struct arena *arena, struct changelog_entries *ret_entries,
                                   const char **ret_reason);

/* A key of a map for a key of an entry. */
uint64_t changelog_key_hash(struct changelog_key key);

#endif
