/* Any bytes as a sketch record or an entry of the changelog: as they are, and behind a head and a checksum that fit, so
 * that the fuzzer gets past them. What decodes must encode, and then stay the same. */
#include "change_codec.h"
#include "check.h"
#include "hash.h"
#include "record_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_record(struct bytes bytes, struct arena *arena)
{
	struct sketch_record record;
	const char *reason = NULL;
	if (record_decode(bytes, arena, &record, &reason) != STATUS_OK) {
		CHECK(reason != NULL);
		return;
	}
	struct bytes first = record_encode(&record, arena);
	CHECK(record_decode(first, arena, &record, &reason) == STATUS_OK);
	CHECK(bytes_equal(first, record_encode(&record, arena)));
}

static void try_changes(struct bytes bytes, struct arena *arena)
{
	struct changelog_key key;
	union changelog_any entry;
	const char *reason = NULL;
	if (changelog_key_decode(bytes, &key) == STATUS_OK)
		CHECK(bytes_equal(bytes, changelog_key_encode(key, arena)));
	for (int kind = 0; kind < CHANGELOG_KINDS; kind++)
		if (changelog_decode((enum changelog_kind)kind, bytes, arena, &entry, &reason) == STATUS_OK) {
			struct bytes again = changelog_encode((enum changelog_kind)kind, &entry, arena);
			CHECK(changelog_decode((enum changelog_kind)kind, again, arena, &entry, &reason) == STATUS_OK);
		} else {
			CHECK(reason != NULL);
		}
}

/* Behind the byte of the format. */
static struct bytes formatted(const uint8_t *data, size_t size, struct arena *arena)
{
	uint8_t *bytes = arena_take(arena, size + 1);
	bytes[0] = CHANGELOG_FORMAT;
	if (size != 0)
		memcpy(bytes + 1, data, size);
	return bytes_of(bytes, size + 1);
}

static struct bytes dressed(const uint8_t *data, size_t size, const char *magic, struct arena *arena)
{
	uint8_t *bytes = arena_take(arena, size + 13);
	memcpy(bytes, magic, 4);
	bytes[4] = 1;
	if (size != 0)
		memcpy(bytes + 5, data, size);
	uint64_t hash = hash_bytes(bytes_of(bytes, size + 5));
	for (size_t i = 0; i < 8; i++)
		bytes[size + 5 + i] = (uint8_t)(hash >> (8 * i));
	return bytes_of(bytes, size + 13);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	if (arena.block_bytes == 0)
		arena_init(&arena, 1 << 16);
	struct arena_mark mark = arena_mark(&arena);
	try_record(bytes_of(data, size), &arena);
	try_record(dressed(data, size, "PXSR", &arena), &arena);
	try_changes(bytes_of(data, size), &arena);
	try_changes(formatted(data, size, &arena), &arena);
	arena_rewind(&arena, mark);
	return 0;
}
