#include "demo_fold.h"

#include <string.h>

#include "check.h"
#include "enum_names.h"

void demo_fold_init(struct demo_fold *fold)
{
	*fold = (struct demo_fold){ json_object(), json_object(), json_array(), json_array(), 0 };
	CHECK(fold->stories != NULL && fold->discrepancies != NULL && fold->set_aside != NULL && fold->letters != NULL);
}

void demo_fold_free(struct demo_fold *fold)
{
	json_decref(fold->stories);
	json_decref(fold->discrepancies);
	json_decref(fold->set_aside);
	json_decref(fold->letters);
}

/* A new reference to the object that a value holds; NULL when it holds none. */
static json_t *read_object(struct bytes value)
{
	json_t *object = json_loadb((const char *)value.data, value.length, 0, NULL);
	if (json_is_object(object))
		return object;
	json_decref(object);
	return NULL;
}

static enum status take_story(struct demo_fold *fold, struct bytes key, struct bytes value)
{
	char id[64];
	if (key.length == 0 || key.length >= sizeof id)
		return STATUS_BAD_INPUT;
	memcpy(id, key.data, key.length);
	id[key.length] = 0;
	if (value.data == NULL) {
		json_object_del(fold->stories, id);
		return STATUS_OK;
	}
	json_t *story = read_object(value);
	return story != NULL && json_object_set_new(fold->stories, id, story) == 0 ? STATUS_OK : STATUS_BAD_INPUT;
}

static enum status take_discrepancy(struct demo_fold *fold, struct bytes value)
{
	json_t *step = read_object(value);
	const char *id = json_string_value(json_object_get(step, "discrepancy_id"));
	if (id != NULL && json_object_set(fold->discrepancies, id, step) == 0) {
		json_decref(step);
		return STATUS_OK;
	}
	json_decref(step);
	return STATUS_BAD_INPUT;
}

static bool is_action(const json_t *event, enum story_action action)
{
	const char *name = json_string_value(json_object_get(event, "action"));
	return name != NULL && strcmp(name, story_action_name(action)) == 0;
}

static enum status take_event(struct demo_fold *fold, struct bytes value)
{
	json_t *event = read_object(value);
	if (event == NULL)
		return STATUS_BAD_INPUT;
	bool aside = is_action(event, STORY_IGNORED) || is_action(event, STORY_HELD) || is_action(event, STORY_SUSPENDED) ||
	             is_action(event, STORY_RETRACTED);
	if (aside || is_action(event, STORY_OPENED) || is_action(event, STORY_JOINED) || is_action(event, STORY_UPDATED))
		fold->receipts++;
	if (aside)
		json_array_append(fold->set_aside, event);
	json_decref(event);
	return STATUS_OK;
}

static enum status take_letter(struct demo_fold *fold, const struct output_message *message)
{
	for (uint32_t i = 0; i < message->headers_count; i++) {
		const struct header *header = &message->headers[i];
		if (!bytes_equal(header->name, bytes_of_string("parallax_error_reason")))
			continue;
		json_t *letter = json_pack("{s:s%}", "reason", (const char *)header->value.data, header->value.length);
		return letter != NULL && json_array_append_new(fold->letters, letter) == 0 ? STATUS_OK : STATUS_BAD_INPUT;
	}
	return STATUS_BAD_INPUT;
}

enum status demo_fold_take(struct demo_fold *fold, const struct output_message *message)
{
	switch (message->topic) {
	case TOPIC_STORIES:
		return take_story(fold, message->key, message->value);
	case TOPIC_DISCREPANCIES:
		return take_discrepancy(fold, message->value);
	case TOPIC_STORY_EVENTS:
		return take_event(fold, message->value);
	case TOPIC_DEADLETTER:
		return take_letter(fold, message);
	default:
		return STATUS_OK; /* internal */
	}
}

/* ---- In what order they are told. */

static int gravity(const json_t *step)
{
	const char *severity = json_string_value(json_object_get(step, "severity"));
	for (enum discrepancy_severity i = 0; severity != NULL && i < SEVERITIES; i++)
		if (strcmp(severity, discrepancy_severity_name(i)) == 0)
			return (int)i;
	return 0;
}

static bool is_open(const json_t *step)
{
	const char *action = json_string_value(json_object_get(step, "action"));
	return action != NULL && strcmp(action, discrepancy_action_name(DISCREPANCY_RESOLVED)) != 0 &&
	       strcmp(action, discrepancy_action_name(DISCREPANCY_RETRACTED)) != 0;
}

size_t demo_fold_count(const struct demo_fold *fold, enum discrepancy_severity severity)
{
	size_t count = 0;
	const char *id;
	json_t *step;
	json_object_foreach(fold->discrepancies, id, step)
		count += is_open(step) && gravity(step) == (int)severity;
	return count;
}

/* The graver first, then those that more articles take part in, then as they came. */
static bool comes_before(const json_t *a, const json_t *b)
{
	if (gravity(a) != gravity(b))
		return gravity(a) > gravity(b);
	return json_integer_value(json_object_get(a, "articles")) > json_integer_value(json_object_get(b, "articles"));
}

json_t *demo_fold_discrepancies(const struct demo_fold *fold, const char *story_id)
{
	json_t *open = json_array(), *step;
	const char *id;
	CHECK(open != NULL);
	json_object_foreach(fold->discrepancies, id, step)
	{
		const char *story = json_string_value(json_object_get(step, "story_id"));
		if (story == NULL || strcmp(story, story_id) != 0 || !is_open(step))
			continue;
		size_t at = json_array_size(open);
		while (at > 0 && comes_before(step, json_array_get(open, at - 1)))
			at--;
		json_array_insert(open, at, step);
	}
	return open;
}
