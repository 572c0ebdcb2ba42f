#include "changelog_fold.h"

#include <inttypes.h>
#include <stdlib.h>

#include "change_codec.h"
#include "grow.h"
#include "hash.h"

void changelog_fold_init(struct changelog_fold *fold)
{
	*fold = (struct changelog_fold){ .count = 0 };
	map64_init(&fold->by_key);
}

void changelog_fold_free(struct changelog_fold *fold)
{
	for (uint32_t i = 0; i < fold->count; i++)
		free(fold->entries[i].value);
	free(fold->entries);
	free(fold->free_places);
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
	GROW(fold->free_places, fold->free_count, fold->free_capacity);
	fold->free_places[fold->free_count++] = at;
}

static void put(struct changelog_fold *fold, uint64_t hash, struct changelog_key key, struct bytes value)
{
	uint32_t at;
	if (fold->free_count > 0) {
		at = fold->free_places[--fold->free_count];
	} else {
		GROW(fold->entries, fold->count, fold->capacity);
		at = fold->count++;
	}
	struct folded *entry = &fold->entries[at];
	*entry = (struct folded){ .key = key, .value = malloc(value.length + 1), .length = value.length };
	CHECK(entry->value != NULL);
	if (value.length > 0)
		memcpy(entry->value, value.data, value.length);
	*map64_put(&fold->by_key, hash) = at;
	fold->bytes += value.length;
	if (!counts(key))
		return;
	fold->digest += changelog_hash(key, value);
	fold->live++;
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
	uint64_t hash = changelog_key_hash(key);
	const uint64_t *place = map64_find(&fold->by_key, hash);
	if (place != NULL)
		drop(fold, hash, (uint32_t)*place);
	if (value.data != NULL)
		put(fold, hash, key, value);
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
		return STATUS_OK;
	if (entries[0].key.kind != CHANGELOG_HEAD)
		return refuse(arena, ret_reason, "its head is missing", 0, 0);
	enum status status = changelog_decode(CHANGELOG_HEAD, entries[0].value, arena, &head, ret_reason);
	if (status == STATUS_OK && head.entries != fold->live)
		return refuse(arena, ret_reason, "it has %" PRIu64 " live entries and its head says %" PRIu64, fold->live, head.entries);
	if (status == STATUS_OK && head.digest != fold->digest)
		return refuse(arena, ret_reason, "its digest is %016" PRIx64 " and its head says %016" PRIx64, fold->digest, head.digest);
	return status;
}
