#include "change_codec.h"

#include "binary.h"

static const struct binary_format article_format = { .magic = { 'P', 'X', 'C', 'A' }, .version = 1, .name = "changelog article" };
static const struct binary_format story_format = { .magic = { 'P', 'X', 'C', 'S' }, .version = 1, .name = "changelog story" };
static const struct binary_format discrepancy_format = { .magic = { 'P', 'X', 'C', 'D' }, .version = 1,
							 .name = "changelog discrepancy" };

static enum status refuse_field(const char **ret_reason)
{
	*ret_reason = "The changelog entry has a field that its format does not allow.";
	return STATUS_BAD_INPUT;
}

struct bytes changelog_key_encode(struct changelog_key key, struct arena *arena)
{
	uint8_t *bytes = arena_take(arena, CHANGELOG_KEY_SIZE);
	bytes[0] = (uint8_t)key.kind;
	for (int i = 0; i < 8; i++)
		bytes[1 + i] = (uint8_t)(key.id >> (56 - 8 * i));
	return bytes_of(bytes, CHANGELOG_KEY_SIZE);
}

enum status changelog_key_decode(struct bytes bytes, struct changelog_key *ret_key)
{
	if (bytes.data == NULL || bytes.length != CHANGELOG_KEY_SIZE)
		return STATUS_BAD_INPUT;
	if (bytes.data[0] != CHANGELOG_ARTICLE && bytes.data[0] != CHANGELOG_STORY && bytes.data[0] != CHANGELOG_DISCREPANCY)
		return STATUS_BAD_INPUT;
	struct changelog_key key = { .kind = (enum changelog_kind)bytes.data[0] };
	for (int i = 0; i < 8; i++)
		key.id = key.id << 8 | bytes.data[1 + i];
	*ret_key = key;
	return STATUS_OK;
}

struct bytes changelog_article_encode(const struct changelog_article *article, struct arena *arena)
{
	struct buffer buffer;
	binary_begin(&buffer, &article_format, arena, 64 + article->record.length);
	binary_put_fixed64(&buffer, article->story);
	binary_put_varint(&buffer, article->seq);
	binary_put_varint(&buffer, article->joined);
	binary_put_fixed64(&buffer, article->origin);
	binary_put_view(&buffer, article->record);
	return binary_end(&buffer);
}

enum status changelog_article_decode(struct bytes bytes, struct arena *arena, struct changelog_article *ret_article,
				     const char **ret_reason)
{
	struct binary_read read;
	enum status status = binary_open(&read, &article_format, bytes, arena, ret_reason);
	if (status != STATUS_OK)
		return status;
	struct changelog_article article = { .story = binary_take_fixed64(&read) };
	article.seq = binary_take_varint(&read, UINT64_MAX);
	article.joined = binary_take_varint(&read, UINT64_MAX);
	article.origin = binary_take_fixed64(&read);
	article.record = binary_take_view(&read, bytes.length, arena);
	if (!binary_is_whole(&read))
		return refuse_field(ret_reason);
	*ret_article = article;
	return STATUS_OK;
}

struct bytes changelog_story_encode(const struct changelog_story *story, struct arena *arena)
{
	struct buffer buffer;
	binary_begin(&buffer, &story_format, arena, 128);
	buffer_put_byte(&buffer, (uint8_t)story->status);
	binary_put_fixed64(&buffer, story->merged_into);
	binary_put_fixed64(&buffer, story->split_from);
	binary_put_varint(&buffer, story->seq);
	binary_put_signed(&buffer, story->first);
	binary_put_signed(&buffer, story->last);
	binary_put_varint(&buffer, story->members_total);
	binary_put_varint(&buffer, story->open_discrepancies);
	return binary_end(&buffer);
}

enum status changelog_story_decode(struct bytes bytes, struct arena *arena, struct changelog_story *ret_story,
				   const char **ret_reason)
{
	struct binary_read read;
	enum status status = binary_open(&read, &story_format, bytes, arena, ret_reason);
	if (status != STATUS_OK)
		return status;
	struct changelog_story story = { .status = binary_take_byte(&read, STORY_IS_MERGED) };
	story.merged_into = binary_take_fixed64(&read);
	story.split_from = binary_take_fixed64(&read);
	story.seq = binary_take_varint(&read, UINT64_MAX);
	story.first = binary_take_signed(&read);
	story.last = binary_take_signed(&read);
	story.members_total = (uint32_t)binary_take_varint(&read, UINT32_MAX);
	story.open_discrepancies = (uint32_t)binary_take_varint(&read, UINT32_MAX);
	if (!binary_is_whole(&read))
		return refuse_field(ret_reason);
	*ret_story = story;
	return STATUS_OK;
}

struct bytes changelog_discrepancy_encode(const struct changelog_discrepancy *discrepancy, struct arena *arena)
{
	struct buffer buffer;
	binary_begin(&buffer, &discrepancy_format, arena, 128 + discrepancy->slot.length);
	binary_put_fixed64(&buffer, discrepancy->story);
	binary_put_varint(&buffer, discrepancy->seq);
	binary_put_fixed64(&buffer, discrepancy->bulletin);
	binary_put_fixed64(&buffer, discrepancy->fingerprint);
	binary_put_varint(&buffer, discrepancy->revision);
	buffer_put_byte(&buffer, (uint8_t)discrepancy->action);
	buffer_put_byte(&buffer, (uint8_t)discrepancy->type);
	buffer_put_byte(&buffer, (uint8_t)discrepancy->verdict);
	buffer_put_byte(&buffer, (uint8_t)discrepancy->severity);
	binary_put_view(&buffer, discrepancy->slot);
	return binary_end(&buffer);
}

enum status changelog_discrepancy_decode(struct bytes bytes, struct arena *arena,
					 struct changelog_discrepancy *ret_discrepancy, const char **ret_reason)
{
	struct binary_read read;
	enum status status = binary_open(&read, &discrepancy_format, bytes, arena, ret_reason);
	if (status != STATUS_OK)
		return status;
	struct changelog_discrepancy discrepancy = { .story = binary_take_fixed64(&read) };
	discrepancy.seq = binary_take_varint(&read, UINT64_MAX);
	discrepancy.bulletin = binary_take_fixed64(&read);
	discrepancy.fingerprint = binary_take_fixed64(&read);
	discrepancy.revision = (uint32_t)binary_take_varint(&read, UINT32_MAX);
	discrepancy.action = binary_take_byte(&read, DISCREPANCY_ACTIONS - 1);
	discrepancy.type = binary_take_byte(&read, DISCREPANCY_TYPES - 1);
	discrepancy.verdict = binary_take_byte(&read, VERDICTS - 1);
	discrepancy.severity = binary_take_byte(&read, SEVERITIES - 1);
	discrepancy.slot = binary_take_view(&read, CHANGELOG_SLOT_MAX, arena);
	if (!binary_is_whole(&read))
		return refuse_field(ret_reason);
	*ret_discrepancy = discrepancy;
	return STATUS_OK;
}
