#include "changelog_fold.h"

#include <inttypes.h>
#include <stdlib.h>

#include "change_codec.h"
#include "grow.h"
#include "hash.h"

#define WAITING_KEPT 65536 /* places that are kept for the next batch */

void changelog_fold_init(struct changelog_fold *fold)
{
	*fold = (struct changelog_fold){ .count = 0 };
	map64_init(&fold->by_key);
}

void changelog_fold_free(struct changelog_fold *fold)
{
	for (uint32_t i = 0; i < fold->count; i++)
		free(fold->entries[i].value);
	for (uint32_t i = 0; i < fold->waiting_count; i++)
		free(fold->waiting[i].value);
	free(fold->entries);
	free_places_free(&fold->free);
	free(fold->waiting);
	map64_free(&fold->by_key);
	changelog_fold_init(fold);
}

uint64_t changelog_key_hash(struct changelog_key key)
{
	return hash_mix(key.id + 1) ^ hash_mix((uint64_t)key.kind << 32 | 0x9e3779b9u);
}

static bool counts(struct changelog_key key)
{
	return key.kind != CHANGELOG_HEAD;
}

static void drop(struct changelog_fold *fold, uint64_t hash, uint32_t at)
{
	struct folded *entry = &fold->entries[at];
	if (counts(entry->key)) {
		fold->digest -= changelog_hash(entry->key, bytes_of(entry->value, entry->length));
		fold->live--;
	}
	fold->bytes -= entry->length;
	free(entry->value);
	entry->value = NULL;
	map64_remove(&fold->by_key, hash);
	free_places_add(&fold->free, at);
}

/* The value becomes the fold's. */
static void put(struct changelog_fold *fold, uint64_t hash, const struct folded *entry)
{
	uint32_t at;
	if (fold->free.count > 0) {
		at = free_places_take(&fold->free);
	} else {
		GROW(fold->entries, fold->count, fold->capacity);
		at = fold->count++;
	}
	fold->entries[at] = *entry;
	*map64_put(&fold->by_key, hash) = at;
	fold->bytes += entry->length;
	if (!counts(entry->key))
		return;
	fold->digest += changelog_hash(entry->key, bytes_of(entry->value, entry->length));
	fold->live++;
}

static void wait_for_head(struct changelog_fold *fold, struct changelog_key key, struct bytes value)
{
	GROW(fold->waiting, fold->waiting_count, fold->waiting_capacity);
	struct folded *entry = &fold->waiting[fold->waiting_count++];
	*entry = (struct folded){ .key = key, .length = value.length };
	if (value.data == NULL)
		return;
	entry->value = malloc(value.length + 1);
	CHECK(entry->value != NULL);
	if (value.length > 0)
		memcpy(entry->value, value.data, value.length);
}

static void take_waiting(struct changelog_fold *fold)
{
	for (uint32_t i = 0; i < fold->waiting_count; i++) {
		uint64_t hash = changelog_key_hash(fold->waiting[i].key);
		const uint64_t *place = map64_find(&fold->by_key, hash);
		if (place != NULL)
			drop(fold, hash, (uint32_t)*place);
		if (fold->waiting[i].value != NULL)
			put(fold, hash, &fold->waiting[i]);
	}
	fold->waiting_count = 0;
	if (fold->waiting_capacity <= WAITING_KEPT)
		return;
	free(fold->waiting); /* what compaction leaves of a long topic has one head */
	fold->waiting = NULL;
	fold->waiting_capacity = 0;
}

void changelog_fold_take(struct changelog_fold *fold, struct bytes bytes, struct bytes value)
{
	struct changelog_key key;
	fold->taken++;
	if (changelog_key_decode(bytes, &key) != STATUS_OK) {
		/* Of an older program: its keys had other letters. */
		fold->foreign = value.length > 0 ? changelog_format_of(value) : fold->foreign;
		return;
	}
	if (value.data != NULL && changelog_format_of(value) != CHANGELOG_FORMAT) {
		fold->foreign = changelog_format_of(value);
		return;
	}
	wait_for_head(fold, key, value);
	if (key.kind == CHANGELOG_HEAD)
		take_waiting(fold);
}

static int order_of_entries(const void *a, const void *b)
{
	const struct changelog_entry *left = a, *right = b;
	return changelog_key_order(left->key, right->key);
}

static enum status refuse(struct arena *arena, const char **ret_reason, const char *format, uint64_t a, uint64_t b)
{
	char *text = arena_take(arena, 256);
	snprintf(text, 256, format, a, b);
	*ret_reason = text;
	return STATUS_BAD_INPUT;
}

enum status changelog_fold_entries(const struct changelog_fold *fold, struct arena *arena, struct changelog_entries *ret_entries,
                                   const char **ret_reason)
{
	struct changelog_entry *entries = arena_take(arena, (fold->count + (size_t)1) * sizeof *entries);
	struct changelog_head head = { .seq = 0 };
	size_t count = 0;
	if (fold->foreign != 0)
		return refuse(arena, ret_reason, "it is of format %" PRIu64 ", and this program reads format %" PRIu64, fold->foreign, CHANGELOG_FORMAT);
	for (uint32_t i = 0; i < fold->count; i++)
		if (fold->entries[i].value != NULL)
			entries[count++] = (struct changelog_entry){ fold->entries[i].key, bytes_of(fold->entries[i].value, fold->entries[i].length) };
	qsort(entries, count, sizeof *entries, order_of_entries);
	*ret_entries = (struct changelog_entries){ entries, count };
	if (count == 0)
		return fold->waiting_count == 0 ? STATUS_OK : refuse(arena, ret_reason, "its head is missing", 0, 0);
	if (fold->live == 0) /* only the head that a first batch begins with */
		ret_entries->count = 0;
	if (entries[0].key.kind != CHANGELOG_HEAD)
		return refuse(arena, ret_reason, "its head is missing", 0, 0);
	enum status status = changelog_decode(CHANGELOG_HEAD, entries[0].value, arena, &head, ret_reason);
	if (status == STATUS_OK && head.entries != fold->live)
		return refuse(arena, ret_reason, "it has %" PRIu64 " live entries and its head says %" PRIu64, fold->live, head.entries);
	if (status == STATUS_OK && head.digest != fold->digest)
		return refuse(arena, ret_reason, "its digest is %016" PRIx64 " and its head says %016" PRIx64, fold->digest, head.digest);
	return status;
}

struct changelog_entries changelog_fold_torn(const struct changelog_fold *fold, struct arena *arena)
{
	struct changelog_entry *torn = arena_take(arena, (fold->waiting_count + (size_t)1) * sizeof *torn);
	for (uint32_t i = 0; i < fold->waiting_count; i++) {
		struct changelog_key key = fold->waiting[i].key;
		const uint64_t *place = map64_find(&fold->by_key, changelog_key_hash(key));
		const struct folded *before = place == NULL ? NULL : &fold->entries[*place];
		torn[i] = (struct changelog_entry){ key, before == NULL ? (struct bytes){ NULL, 0 } : bytes_of(before->value, before->length) };
	}
	return (struct changelog_entries){ torn, fold->waiting_count };
}
