#include "changelog_writer.h"

#include "change_codec.h"

static void publish(struct changelog_writer *writer, struct changelog_key key, struct bytes value)
{
	if (writer->outbox == NULL)
		return;
	outbox_add(writer->outbox, (struct output_message){ .topic = TOPIC_CHANGELOG, .partition = -1, .timestamp = writer->time,
	                                                    .key = changelog_key_encode(key, writer->arena), .value = value });
	writer->entries++;
	writer->bytes += CHANGELOG_KEY_SIZE + value.length;
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
}

void changelog_writer_free(struct changelog_writer *writer)
{
	map64_free(&writer->hashes);
}

void changelog_writer_restore(struct changelog_writer *writer, struct changelog_entries entries)
{
	for (size_t i = 0; i < entries.count; i++) {
		struct changelog_key key = entries.items[i].key;
		if (key.kind == CHANGELOG_HEAD)
			continue;
		uint64_t hash = changelog_hash(key, entries.items[i].value);
		*map64_put(&writer->hashes, changelog_key_hash(key)) = hash;
		writer->digest += hash;
	}
}

void changelog_writer_head(struct changelog_writer *writer, struct changelog_head *head)
{
	head->digest = writer->digest;
	head->entries = writer->hashes.count;
	publish(writer, (struct changelog_key){ CHANGELOG_HEAD, 0 }, changelog_encode(CHANGELOG_HEAD, head, writer->arena));
}
