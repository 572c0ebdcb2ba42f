#include "encode.h"
#include "enum_names.h"
#include "json_write.h"

/* What is told of one language of a story. */
struct tongue {
	struct bytes tag;
	uint32_t members;
	struct bytes headline;
};

static struct bytes tag_of(const struct story_member *member)
{
	return member->language.length != 0 ? member->language : bytes_of_string("und");
}

/* Keeps the list in order: a story has a few dozen languages at most, so that insertion is no cost. */
static struct tongue *find_tongue(struct tongue *tongues, uint32_t *count, struct bytes tag)
{
	uint32_t at = *count;
	while (at > 0 && bytes_order(tongues[at - 1].tag, tag) >= 0)
		at--;
	if (at < *count && bytes_equal(tongues[at].tag, tag))
		return &tongues[at];
	memmove(tongues + at + 1, tongues + at, (*count - at) * sizeof *tongues);
	tongues[at] = (struct tongue){ .tag = tag };
	(*count)++;
	return &tongues[at];
}

static uint32_t list_tongues(const struct story_view *story, struct tongue *tongues)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < story->members_count; i++) {
		const struct story_member *member = &story->members[i];
		struct tongue *tongue = find_tongue(tongues, &count, tag_of(member));
		tongue->members++;
		if (member->headline.length != 0)
			tongue->headline = member->headline; /* members come oldest first */
	}
	return count;
}

static void write_member(struct json_write *write, const struct story_member *member)
{
	json_write_open(write, '{');
	json_write_key(write, "uri");
	json_write_text(write, member->uri);
	json_write_key(write, "version");
	json_write_unsigned(write, member->version);
	json_write_key(write, "source");
	json_write_text(write, member->source);
	json_write_key(write, "language");
	json_write_text(write, tag_of(member));
	json_write_key(write, "origin");
	json_write_id(write, member->origin);
	json_write_key(write, "headline");
	json_write_text(write, member->headline);
	json_write_key(write, "created");
	json_write_time(write, member->created);
	json_write_close(write, '}');
}

static void write_state(struct json_write *write, const struct story_view *story)
{
	json_write_key(write, "story_id");
	json_write_id(write, story->story);
	json_write_key(write, "status");
	json_write_string(write, story_status_name(story->status));
	json_write_key(write, "merged_into");
	json_write_id(write, story->merged_into);
	json_write_key(write, "split_from");
	json_write_id(write, story->split_from);
	json_write_key(write, "seq");
	json_write_unsigned(write, story->seq);
	json_write_key(write, "first");
	json_write_time(write, story->first);
	json_write_key(write, "last");
	json_write_time(write, story->last);
	json_write_key(write, "members_total");
	json_write_unsigned(write, story->members_total);
	json_write_key(write, "origins");
	json_write_unsigned(write, story->origins);
	json_write_key(write, "open_discrepancies");
	json_write_unsigned(write, story->open_discrepancies);
}

static void write_tongues(struct json_write *write, const struct tongue *tongues, uint32_t count)
{
	json_write_key(write, "languages");
	json_write_open(write, '{');
	for (uint32_t i = 0; i < count; i++) {
		json_write_key_bytes(write, tongues[i].tag);
		json_write_unsigned(write, tongues[i].members);
	}
	json_write_close(write, '}');
	json_write_key(write, "headlines");
	json_write_open(write, '{');
	for (uint32_t i = 0; i < count; i++) {
		if (tongues[i].headline.data == NULL)
			continue;
		json_write_key_bytes(write, tongues[i].tag);
		json_write_text(write, tongues[i].headline);
	}
	json_write_close(write, '}');
}

struct bytes encode_story(const struct story_view *story, struct arena *arena)
{
	struct json_write write;
	struct tongue *tongues = arena_take(arena, (story->members_count + (size_t)1) * sizeof *tongues);
	uint32_t tongues_count = list_tongues(story, tongues);
	json_write_begin(&write, arena, 512 + (size_t)story->members_count * 320);
	json_write_open(&write, '{');
	write_state(&write, story);
	write_tongues(&write, tongues, tongues_count);
	json_write_key(&write, "members");
	json_write_open(&write, '[');
	for (uint32_t i = 0; i < story->members_count; i++)
		write_member(&write, &story->members[i]);
	json_write_close(&write, ']');
	json_write_close(&write, '}');
	return json_write_end(&write);
}
