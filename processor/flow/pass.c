#include "pass.h"

#include <stdio.h>
#include <stdlib.h>

#include "decode.h"
#include "encode.h"
#include "fault_point.h"
#include "grow.h"
#include "hash.h"
#include "headers.h"
#include "record_codec.h"

void pass_init(struct pass *pass, const struct pass_settings *settings, const struct kernel *kernel, struct arena *arena,
               struct outbox *outbox)
{
	*pass = (struct pass){ .settings = *settings, .kernel = kernel, .arena = arena, .outbox = outbox, .now = CLOCK_ABSENT };
	pass->stories = story_state_new(&settings->story, kernel);
	pass->ledger = ledger_new(&settings->ledger);
	ledger_track(pass->ledger, story_state_records(pass->stories));
	changelog_writer_init(&pass->changelog);
}

void pass_free(struct pass *pass)
{
	ledger_free(pass->ledger); /* first: it tells the stories which records it no longer uses */
	story_state_free(pass->stories);
	changelog_writer_free(&pass->changelog);
	story_outcome_free(&pass->outcome);
	free(pass->dirty);
}

static void probe(struct pass *pass, enum pass_room done)
{
	if (pass->probe != NULL)
		pass->probe(pass->probe_context, done);
}

/* A key of 16 hexadecimal digits: a story's id as values print it. */
static struct bytes key_of_story(uint64_t story, struct arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *key = arena_take(arena, 16);
	for (int i = 0; i < 16; i++)
		key[i] = (uint8_t)digits[story >> (60 - 4 * i) & 15];
	return bytes_of(key, 16);
}

static void publish(struct pass *pass, enum topic topic, struct bytes key, struct bytes value, struct header_set headers)
{
	outbox_add(pass->outbox, (struct output_message){ .topic = topic, .partition = -1, .timestamp = pass->now, .key = key,
	                                                  .value = value, .headers = headers.items, .headers_count = headers.count });
}

static void dead_letter(struct pass *pass, const struct input_message *message, const char *stage, const char *reason)
{
	struct header_set headers = headers_of_deadletter(message, stage, reason, pass->arena);
	publish(pass, TOPIC_DEADLETTER, message->key, message->value, headers);
	pass->counters.deadletters++;
}

static void publish_sketch(struct pass *pass, const struct input_message *message, struct bytes encoded)
{
	struct bytes none = { NULL, 0 };
	struct header_set headers = headers_of_sketch(message, pass->settings.stage == STAGE_SKETCH ? pass->settings.group : none, pass->arena);
	if (pass->settings.internal_topics)
		outbox_add(pass->outbox, (struct output_message){ .topic = TOPIC_SKETCHES, .partition = message->at.partition,
		                                                  .timestamp = message->timestamp, .key = message->key, .value = encoded,
		                                                  .headers = headers.items, .headers_count = headers.count });
}

static void mark_dirty(struct pass *pass, uint64_t story)
{
	for (uint32_t i = 0; i < pass->dirty_count; i++)
		if (pass->dirty[i] == story)
			return;
	GROW(pass->dirty, pass->dirty_count, pass->dirty_capacity);
	pass->dirty[pass->dirty_count++] = story;
}

static bool unmark_dirty(struct pass *pass, uint64_t story)
{
	for (uint32_t i = 0; i < pass->dirty_count; i++) {
		if (pass->dirty[i] != story)
			continue;
		memmove(pass->dirty + i, pass->dirty + i + 1, (--pass->dirty_count - i) * sizeof *pass->dirty);
		return true;
	}
	return false;
}

/* The claims follow their articles. */
static void follow_in_ledger(struct pass *pass)
{
	for (uint32_t i = 0; i < pass->outcome.changes_count; i++) {
		const struct story_change *change = &pass->outcome.changes[i];
		switch (change->kind) {
		case CHANGE_ARTICLE_IN:
			ledger_article_in(pass->ledger, change->story, change->record, change->origin, change->came);
			break;
		case CHANGE_ARTICLE_OUT:
			ledger_article_out(pass->ledger, change->story, change->uri, change->retracted);
			break;
		case CHANGE_MERGED:
			ledger_merge(pass->ledger, change->story, change->other_story);
			break;
		case CHANGE_ENDED:
			ledger_end(pass->ledger, change->story);
			break;
		}
	}
}

static void publish_events(struct pass *pass, const struct input_message *cause)
{
	for (uint32_t i = 0; i < pass->outcome.events_count; i++) {
		const struct story_event *event = &pass->outcome.events[i];
		if (pass->settings.backfill && event->action == STORY_CLOSED)
			continue;
		struct bytes key = event->story != 0 ? key_of_story(event->story, pass->arena) : event->uri;
		publish(pass, TOPIC_STORY_EVENTS, key, encode_story_event(event, pass->arena),
		        headers_of_story_event(event, cause, pass->arena));
		pass->counters.events[event->action]++;
	}
}

static void publish_discrepancy(struct pass *pass, const struct discrepancy_event *event, const struct input_message *cause)
{
	publish(pass, TOPIC_DISCREPANCIES, key_of_story(event->story, pass->arena), encode_discrepancy(event, pass->arena),
	        headers_of_discrepancy(event, cause, pass->arena));
	pass->counters.discrepancies++;
	pass->counters.steps[event->action]++;
}

static void publish_story(struct pass *pass, uint64_t story)
{
	struct story_view view;
	if (story_state_view(pass->stories, story, pass->arena, &view) != STATUS_OK)
		return; /* it was deleted after that */
	view.open_discrepancies = ledger_open_count(pass->ledger, story);
	struct header_set headers = headers_of_story(&view, pass->now, NULL, pass->arena);
	publish(pass, TOPIC_STORIES, key_of_story(story, pass->arena), encode_story(&view, pass->arena), headers);
}

/* What a story was last is published before it is deleted, however much of its life is one batch. */
static void publish_deletion(struct pass *pass, uint64_t story)
{
	struct bytes none = { NULL, 0 };
	if (unmark_dirty(pass, story))
		publish_story(pass, story);
	publish(pass, TOPIC_STORIES, key_of_story(story, pass->arena), none, (struct header_set){ NULL, 0 });
}

/* What changed in the stories goes to the ledger, and all of it into the outbox. */
static void settle(struct pass *pass, const struct input_message *cause)
{
	struct discrepancy_event *steps;
	follow_in_ledger(pass);
	probe(pass, ROOM_LEDGER);
	publish_events(pass, cause);
	probe(pass, ROOM_ENCODE);
	for (uint32_t i = 0; i < pass->outcome.touched_count; i++) {
		uint64_t story = pass->outcome.touched[i];
		uint32_t count = ledger_settle(pass->ledger, story, story_state_seq(pass->stories), pass->now, pass->arena, &steps);
		probe(pass, ROOM_LEDGER);
		for (uint32_t k = 0; k < count; k++)
			publish_discrepancy(pass, &steps[k], cause);
		mark_dirty(pass, story);
		probe(pass, ROOM_ENCODE);
	}
	if (pass->outcome.deleted != 0)
		publish_deletion(pass, pass->outcome.deleted);
}

static void move_time(struct pass *pass, clock_ms now, const struct input_message *cause)
{
	if (now <= pass->now)
		return;
	enum status status;
	pass->now = now;
	do {
		story_outcome_clear(&pass->outcome);
		status = story_state_advance(pass->stories, pass->now, pass->arena, &pass->outcome);
		settle(pass, cause);
	} while (status == STATUS_MORE);
}

void pass_tick(struct pass *pass, clock_ms now)
{
	/* Nothing is due where there is no state; and history has a time of its own, whether its next record is here yet or not. */
	if (pass->settings.stage == STAGE_SKETCH || pass->settings.backfill)
		return;
	move_time(pass, now, NULL);
}

/* Record time: the message's, or of a file, where it has none, the article's own; it never goes back. */
static clock_ms time_of(clock_ms now, const struct input_message *message, const struct article *article)
{
	clock_ms time = message->timestamp != CLOCK_ABSENT ? message->timestamp : article->created;
	return time > now ? time : now != CLOCK_ABSENT ? now : 0;
}

/* ---- The left half: pure functions of one record, on whichever thread. */

static const char crashed_reason[] = "The process ended each time that it took this record, at last when it took it alone.";

static void decode(const struct pass *pass, struct pass_article *of, struct arena *arena)
{
	const struct input_message *message = of->message;
	of->stage = NULL;
	of->passed_over = false;
	if (message->crashed) {
		of->stage = "crashed";
		of->reason = crashed_reason;
		return;
	}
	FAULT_RECORD(message->value);
	if (message->value.length > pass->settings.article_bytes_max) {
		of->stage = "size";
		of->reason = "the record is larger than article.bytes.max allows";
	} else if (decode_article(message->value, arena, &of->article, &of->reason) != STATUS_OK) {
		of->stage = "decode";
	}
}

static const char *advise_rebuild(const char *reason, struct arena *arena)
{
	char words[512];
	snprintf(words, sizeof words, "%s To read the input again in one process: `parallax run --rebuild earliest`; to keep two stages, run both, of one "
	         "version, with --create-topics --from earliest and a new --group and --topic-prefix.", reason);
	return (const char *)arena_copy(arena, bytes_of_string(words)).data;
}

/* What the sketch stage left: from here on as if its article had been read and sketched here. */
static void decode_sketch(const struct pass *pass, struct pass_article *of, struct arena *arena)
{
	const struct input_message *message = of->message;
	const char *reason;
	of->stage = NULL;
	of->passed_over = !headers_are_for_group(message, pass->settings.group);
	if (of->passed_over)
		return;
	of->of_article = *message;
	of->message = &of->of_article;
	if (!headers_article_of_sketch(message, &of->of_article.at)) {
		of->stage = "sketch";
		of->reason = "the sketch does not say of which article it is";
	} else if (message->crashed) {
		of->stage = "crashed";
		of->reason = crashed_reason;
	} else if (record_decode(message->value, arena, &of->record, &reason) != STATUS_OK) {
		of->stage = "sketch";
		of->reason = advise_rebuild(reason, arena);
	}
	of->encoded = message->value;
}

static void sketch(const struct pass *pass, struct pass_article *of, struct arena *arena)
{
	struct sketch_trace trace;
	if (of->stage == NULL)
		sketch_article(&of->article, pass->kernel, of->time, arena, &trace, &of->record);
}

/* ---- The right half: one after the other, in the order of taking. */

static void apply(struct pass *pass, struct pass_article *of)
{
	pass->counters.records++;
	if (of->passed_over)
		return;
	if (of->stage != NULL) {
		dead_letter(pass, of->message, of->stage, of->reason);
		return;
	}
	if (pass->settings.stage != STAGE_CLUSTER)
		publish_sketch(pass, of->message, of->encoded);
	probe(pass, ROOM_ENCODE);
	if (pass->settings.stage == STAGE_SKETCH) {
		pass->counters.articles++;
		return;
	}
	move_time(pass, of->time, of->message);
	story_outcome_clear(&pass->outcome);
	story_state_apply(pass->stories, &of->record, of->encoded, pass->arena, &pass->outcome);
	probe(pass, ROOM_STORY);
	settle(pass, of->message);
	pass->counters.articles++;
}

void pass_record(struct pass *pass, const struct input_message *message)
{
	struct pass_article of = { .message = message };
	decode(pass, &of, pass->arena);
	probe(pass, ROOM_DECODE);
	if (of.stage == NULL) {
		of.time = time_of(pass->now, message, &of.article);
		sketch(pass, &of, pass->arena);
		probe(pass, ROOM_SKETCH);
		of.encoded = record_encode(&of.record, pass->arena);
	}
	apply(pass, &of);
}

struct passing {
	const struct pass *pass;
	struct pass_article *articles;
};

static void decode_step(void *context, uint32_t item, struct arena *arena)
{
	const struct passing *passing = context;
	if (passing->pass->settings.stage == STAGE_CLUSTER)
		decode_sketch(passing->pass, &passing->articles[item], arena);
	else
		decode(passing->pass, &passing->articles[item], arena);
}

static void sketch_step(void *context, uint32_t item, struct arena *arena)
{
	const struct passing *passing = context;
	struct pass_article *of = &passing->articles[item];
	sketch(passing->pass, of, arena);
	if (of->stage == NULL)
		of->encoded = record_encode(&of->record, arena);
}

/* A record's time depends on those before it, so that it is given between the two steps. Not in the sketch stage, where which
 * records come before is chance: a sketch is its article's alone. */
void pass_records(struct pass *pass, struct pass_article *articles, uint32_t count, struct worker_pool *pool)
{
	struct passing passing = { pass, articles };
	clock_ms now = pass->now;
	worker_pool_run(pool, decode_step, &passing, count);
	for (uint32_t i = 0; i < count; i++) {
		if (articles[i].stage != NULL || articles[i].passed_over)
			continue;
		articles[i].time = time_of(pass->settings.stage == STAGE_SKETCH ? CLOCK_ABSENT : now, articles[i].message, &articles[i].article);
		now = articles[i].time;
	}
	if (pass->settings.stage != STAGE_CLUSTER)
		worker_pool_run(pool, sketch_step, &passing, count);
	for (uint32_t i = 0; i < count; i++)
		apply(pass, &articles[i]);
}

/* Time that only went on, and changed nothing, is not worth a transaction. */
static void keep(struct pass *pass)
{
	struct changelog_writer *writer = &pass->changelog;
	uint64_t before = writer->entries;
	struct changelog_head head = { .seq = 0 };
	if (pass->settings.stage == STAGE_SKETCH)
		return;
	writer->arena = pass->arena;
	writer->outbox = pass->settings.internal_topics ? pass->outbox : NULL;
	writer->time = pass->now;
	struct changelog_sink *sink = writer->outbox == NULL ? NULL : &writer->sink;
	ledger_keep(pass->ledger, pass->arena, sink);
	story_state_keep(pass->stories, pass->arena, sink);
	story_state_keep_head(pass->stories, &head);
	if (writer->outbox != NULL && (writer->entries > before || pass->counters.articles != pass->kept))
		changelog_writer_head(writer, &head);
	pass->kept = pass->counters.articles;
}

enum status pass_restore(struct pass *pass, struct changelog_entries entries, const char **ret_reason)
{
	if (entries.count == 0)
		return STATUS_OK;
	enum status status = story_state_restore(pass->stories, entries, pass->arena, ret_reason);
	if (status == STATUS_OK)
		status = ledger_restore(pass->ledger, entries, story_record_of, pass->arena, ret_reason);
	if (status != STATUS_OK)
		return status;
	changelog_writer_restore(&pass->changelog, entries);
	pass->now = story_state_now(pass->stories);
	return STATUS_OK;
}

void pass_mend(struct pass *pass, struct changelog_entries torn)
{
	changelog_writer_mend(&pass->changelog, torn);
}

void pass_finish(struct pass *pass)
{
	for (uint32_t i = 0; i < pass->dirty_count; i++)
		publish_story(pass, pass->dirty[i]);
	pass->dirty_count = 0;
	keep(pass);
	probe(pass, ROOM_ENCODE);
}
