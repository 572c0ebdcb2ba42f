#include "check.h"
#include "encode.h"
#include "enum_names.h"
#include "json_write.h"

static void write_other_story(struct json_write *write, const struct story_event *event)
{
	switch (event->action) {
	case STORY_MERGED:
		json_write_key(write, "merged_into");
		break;
	case STORY_SPLIT:
		json_write_key(write, "split_from");
		break;
	case STORY_MOVED:
		json_write_key(write, "moved_from");
		break;
	default:
		CHECK(event->other_story == 0);
		return;
	}
	json_write_id(write, event->other_story);
}

static void write_article(struct json_write *write, const struct story_event *event)
{
	bool about_an_article = event->uri.data != NULL;
	json_write_key(write, "uri");
	json_write_text(write, event->uri);
	json_write_key(write, "version");
	if (about_an_article)
		json_write_unsigned(write, event->version);
	else
		json_write_null(write);
	json_write_key(write, "source");
	json_write_text(write, event->source);
	json_write_key(write, "language");
	json_write_text(write, event->language);
	json_write_key(write, "origin");
	json_write_id(write, event->origin);
	json_write_key(write, "copy_of");
	json_write_text(write, event->copy_of);
}

/* A score is told of an article that was compared: one that opened a story against none has none. */
static void write_why(struct json_write *write, const struct story_event *event)
{
	json_write_key(write, "score");
	if (event->action == STORY_JOINED || event->score != 0)
		json_write_fixed(write, event->score, 4);
	else
		json_write_null(write);
	json_write_key(write, "why");
	json_write_string(write, event->why);
	json_write_key(write, "reasons");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < event->reasons_count; i++) {
		json_write_open(write, '{');
		json_write_key(write, "key");
		json_write_string(write, event->reasons[i].text);
		json_write_key(write, "share");
		json_write_fixed(write, event->reasons[i].share, 3);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

struct bytes encode_story_event(const struct story_event *event, struct arena *arena)
{
	CHECK(event->reasons_count <= STORY_REASONS_MAX);
	struct json_write write;
	json_write_begin(&write, arena, 768);
	json_write_open(&write, '{');
	json_write_key(&write, "action");
	json_write_string(&write, story_action_name(event->action));
	json_write_key(&write, "seq");
	json_write_unsigned(&write, event->seq);
	json_write_key(&write, "story_id");
	json_write_id(&write, event->story);
	write_other_story(&write, event);
	write_article(&write, event);
	write_why(&write, event);
	json_write_key(&write, "time");
	json_write_time(&write, event->time);
	json_write_close(&write, '}');
	return json_write_end(&write);
}
