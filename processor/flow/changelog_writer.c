#include "changelog_writer.h"

#include "change_codec.h"

#define TORN_BLOCK_BYTES ((size_t)64 << 10)

static void publish_entry(struct changelog_writer *writer, struct changelog_key key, struct bytes value)
{
	outbox_add(writer->outbox, (struct output_message){ .topic = TOPIC_CHANGELOG, .partition = -1, .timestamp = writer->time,
	                                                    .key = changelog_key_encode(key, writer->arena), .value = value });
	writer->entries++;
	writer->bytes += CHANGELOG_KEY_SIZE + value.length;
}

/* What stands in front of the first entry of all. */
static void begin(struct changelog_writer *writer)
{
	struct changelog_head none = { .entries = 0 };
	writer->begun = true;
	if (writer->torn.count == 0)
		publish_entry(writer, (struct changelog_key){ CHANGELOG_HEAD, 0 }, changelog_encode(CHANGELOG_HEAD, &none, writer->arena));
	for (size_t i = 0; i < writer->torn.count; i++)
		publish_entry(writer, writer->torn.items[i].key, arena_copy(writer->arena, writer->torn.items[i].value));
	writer->torn.count = 0;
	arena_free(&writer->torn_memory);
}

static void publish(struct changelog_writer *writer, struct changelog_key key, struct bytes value)
{
	if (writer->outbox == NULL)
		return;
	if (!writer->begun)
		begin(writer);
	publish_entry(writer, key, value);
}

static void put(struct changelog_sink *sink, struct changelog_key key, struct bytes value)
{
	struct changelog_writer *writer = (struct changelog_writer *)sink;
	uint64_t place = changelog_key_hash(key), hash = value.data == NULL ? 0 : changelog_hash(key, value);
	uint64_t *before = map64_find(&writer->hashes, place);
	if (before == NULL ? value.data == NULL : *before == hash && value.data != NULL)
		return;
	writer->digest += hash - (before == NULL ? 0 : *before);
	if (value.data == NULL)
		map64_remove(&writer->hashes, place);
	else
		*map64_put(&writer->hashes, place) = hash;
	publish(writer, key, value);
}

void changelog_writer_init(struct changelog_writer *writer)
{
	*writer = (struct changelog_writer){ .sink = { .put = put } };
	map64_init(&writer->hashes);
	arena_init(&writer->torn_memory, TORN_BLOCK_BYTES);
}

void changelog_writer_free(struct changelog_writer *writer)
{
	map64_free(&writer->hashes);
	arena_free(&writer->torn_memory);
}

void changelog_writer_restore(struct changelog_writer *writer, struct changelog_entries entries)
{
	writer->begun = entries.count > 0;
	map64_reserve(&writer->hashes, entries.count);
	for (size_t i = 0; i < entries.count; i++) {
		struct changelog_key key = entries.items[i].key;
		if (key.kind == CHANGELOG_HEAD)
			continue;
		uint64_t hash = changelog_hash(key, entries.items[i].value);
		*map64_put(&writer->hashes, changelog_key_hash(key)) = hash;
		writer->digest += hash;
	}
}

void changelog_writer_mend(struct changelog_writer *writer, struct changelog_entries torn)
{
	if (torn.count == 0)
		return;
	struct changelog_entry *copies = arena_take(&writer->torn_memory, torn.count * sizeof *copies);
	for (size_t i = 0; i < torn.count; i++)
		copies[i] = (struct changelog_entry){ torn.items[i].key, arena_copy(&writer->torn_memory, torn.items[i].value) };
	writer->torn = (struct changelog_entries){ copies, torn.count };
	writer->begun = false;
}

void changelog_writer_head(struct changelog_writer *writer, struct changelog_head *head)
{
	head->digest = writer->digest;
	head->entries = writer->hashes.count;
	publish(writer, (struct changelog_key){ CHANGELOG_HEAD, 0 }, changelog_encode(CHANGELOG_HEAD, head, writer->arena));
}
