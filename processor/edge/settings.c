#include "settings.h"

#include <errno.h>
#include <inttypes.h>
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "grow.h"
#include "rdkafka_settings.h"

#define TEXTS_BLOCK_BYTES ((size_t)4096)
#define TOPIC_NAME_MAX 249 /* Kafka's own limit */

#define SETTING_ROW(kind, field, name, min, max, value, unit, why) \
	{ SETTING_##kind, name, min, max, value, unit, why, offsetof(struct settings, field) },
const struct setting settings_table[SETTINGS_COUNT] = { SETTINGS_TABLE(SETTING_ROW) };

static const char rdkafka_prefix[] = "rdkafka.";

static enum status wrong(struct settings *settings, const char *format, ...) __attribute__((format(printf, 2, 3)));
static enum status wrong(struct settings *settings, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(settings->error, sizeof settings->error, format, arguments);
	va_end(arguments);
	return STATUS_BAD_INPUT;
}

/* Something that only shows when all is set, with where it was set. One line more; the earlier ones stay. */
static enum status wrong_in_all(struct settings *settings, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
static enum status wrong_in_all(struct settings *settings, const char *name, const char *format, ...)
{
	size_t length = strlen(settings->error), size = sizeof settings->error;
	const char *origin = NULL;
	va_list arguments;
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		if (strcmp(settings_table[i].name, name) == 0)
			origin = settings->origins[i];
	length += (size_t)snprintf(settings->error + length, size - length, "%s%s%s%s: ", length > 0 ? "\n" : "", name,
	                           origin == NULL ? "" : ", from ", origin == NULL ? "" : origin);
	va_start(arguments, format);
	if (length < size)
		vsnprintf(settings->error + length, size - length, format, arguments);
	va_end(arguments);
	settings->problems++;
	return STATUS_BAD_INPUT;
}

static const char *keep_text(struct settings *settings, const char *text)
{
	return (const char *)arena_copy(&settings->texts, bytes_of_string(text)).data;
}

/* ---- Reading one value. */

static bool read_integer(const char *text, int64_t *ret_value)
{
	char *end;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno != 0 || end == text || *end != 0)
		return false;
	*ret_value = value;
	return true;
}

/* The place of a word in "one|two|three". */
static bool read_choice(const char *choices, const char *word, int64_t *ret_value)
{
	size_t length = strlen(word);
	int64_t number = 0;
	for (const char *at = choices;; at++, number++) {
		const char *end = at + strcspn(at, "|");
		if ((size_t)(end - at) == length && memcmp(at, word, length) == 0) {
			*ret_value = number;
			return true;
		}
		if (*end == 0)
			return false;
		at = end;
	}
}

static bool read_switch(const char *word, bool *ret_value)
{
	bool on = strcmp(word, "true") == 0;
	if (!on && strcmp(word, "false") != 0)
		return false;
	*ret_value = on;
	return true;
}

static bool assign(struct settings *settings, const struct setting *setting, const char *value)
{
	void *field = (char *)settings + setting->offset;
	int64_t number;
	switch (setting->kind) {
	case SETTING_TEXT:
		if ((int64_t)strlen(value) < setting->min || (int64_t)strlen(value) > setting->max)
			return false;
		*(const char **)field = keep_text(settings, value);
		return true;
	case SETTING_INTEGER:
		if (!read_integer(value, &number) || number < setting->min || number > setting->max)
			return false;
		*(int64_t *)field = number;
		return true;
	case SETTING_CHOICE:
		return read_choice(setting->unit, value, field);
	case SETTING_SWITCH:
		return read_switch(value, field);
	}
	return false;
}

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .rdkafka = NULL };
	arena_init(&settings->texts, TEXTS_BLOCK_BYTES);
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		CHECK(assign(settings, &settings_table[i], settings_table[i].value_default));
}

void settings_free(struct settings *settings)
{
	free(settings->rdkafka);
	arena_free(&settings->texts);
}

const char *settings_value(const struct settings *settings, const struct setting *setting, char *ret_text, size_t size)
{
	const void *field = (const char *)settings + setting->offset;
	switch (setting->kind) {
	case SETTING_TEXT:
		return *(const char *const *)field;
	case SETTING_INTEGER:
		snprintf(ret_text, size, "%" PRId64, *(const int64_t *)field);
		return ret_text;
	case SETTING_CHOICE: {
		const char *word = setting->unit;
		for (int64_t i = *(const int64_t *)field; i > 0; i--)
			word += strcspn(word, "|") + 1;
		snprintf(ret_text, size, "%.*s", (int)strcspn(word, "|"), word);
		return ret_text;
	}
	case SETTING_SWITCH:
		return *(const bool *)field ? "true" : "false";
	}
	return NULL;
}

const char *settings_allowed(const struct setting *setting, char *ret_text, size_t size)
{
	switch (setting->kind) {
	case SETTING_TEXT:
		snprintf(ret_text, size, "%" PRId64 " to %" PRId64 " bytes", setting->min, setting->max);
		return ret_text;
	case SETTING_INTEGER:
		snprintf(ret_text, size, "%" PRId64 " to %" PRId64 " %s", setting->min, setting->max, setting->unit);
		return ret_text;
	case SETTING_CHOICE:
	case SETTING_SWITCH:
		return setting->unit;
	}
	return NULL;
}

/* ---- Names. */

#define WORD_MAX 64

/* Levenshtein's distance: the fewest letters to put in, take out or replace. */
static size_t letters_apart(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], a_length = strlen(a), b_length = strlen(b);
	if (a_length > WORD_MAX || b_length > WORD_MAX)
		return SIZE_MAX;
	for (size_t i = 0; i <= b_length; i++)
		row[i] = i;
	for (size_t i = 1; i <= a_length; i++) {
		size_t before = row[0];
		row[0] = i;
		for (size_t k = 1; k <= b_length; k++) {
			size_t replaced = before + (a[i - 1] != b[k - 1]);
			size_t shorter = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
			before = row[k];
			row[k] = replaced < shorter ? replaced : shorter;
		}
	}
	return row[b_length];
}

const char *nearest_word(const char *word, const char *const *words, size_t words_count)
{
	const char *nearest = NULL;
	size_t apart = strlen(word) / 3 + 1; /* farther away it is a guess, not a help */
	for (size_t i = 0; i < words_count; i++) {
		size_t letters = letters_apart(word, words[i]);
		if (letters < apart || (letters == apart && nearest == NULL)) {
			apart = letters;
			nearest = words[i];
		}
	}
	return nearest;
}

const char *settings_nearest(const char *name)
{
	const char *names[SETTINGS_COUNT];
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		names[i] = settings_table[i].name;
	return nearest_word(name, names, SETTINGS_COUNT);
}

/* ---- Setting. */

static enum status set_rdkafka(struct settings *settings, const char *name, const char *value, const char *origin)
{
	char reason[512];
	if (rdkafka_setting_check(name, value, reason, sizeof reason) != STATUS_OK)
		return wrong(settings, "rdkafka.%s, from %s: %s", name, origin, reason);
	for (uint32_t i = 0; i < settings->rdkafka_count; i++) {
		if (strcmp(settings->rdkafka[i].name, name) == 0) {
			settings->rdkafka[i].value = keep_text(settings, value);
			return STATUS_OK;
		}
	}
	GROW(settings->rdkafka, settings->rdkafka_count, settings->rdkafka_capacity);
	settings->rdkafka[settings->rdkafka_count++] =
		(struct rdkafka_setting){ keep_text(settings, name), keep_text(settings, value) };
	return STATUS_OK;
}

enum status settings_set(struct settings *settings, const char *name, const char *value, const char *origin)
{
	char allowed[128];
	if (strncmp(name, rdkafka_prefix, sizeof rdkafka_prefix - 1) == 0)
		return set_rdkafka(settings, name + sizeof rdkafka_prefix - 1, value, origin);
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const struct setting *setting = &settings_table[i];
		if (strcmp(setting->name, name) != 0)
			continue;
		if (!assign(settings, setting, value))
			return wrong(settings, "%s, from %s: \"%.100s\" will not do; allowed: %s", name, origin, value,
			             settings_allowed(setting, allowed, sizeof allowed));
		settings->origins[i] = keep_text(settings, origin);
		return STATUS_OK;
	}
	const char *nearest = settings_nearest(name);
	return wrong(settings, "%.100s, from %s: there is no such setting%s%s%s", name, origin, nearest == NULL ? "" : "; did you mean ",
	             nearest == NULL ? "" : nearest, nearest == NULL ? " (`parallax config` lists them)" : "?");
}

/* ---- What only shows when all is set. */

static enum status check_topic(struct settings *settings, const char *setting, const char *name)
{
	size_t length = strlen(name);
	if (length == 0 || length > TOPIC_NAME_MAX || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") != length)
		return wrong_in_all(settings, setting, "\"%.260s\" is no name for a topic; allowed: up to %d letters, digits, '.', '_' and '-'",
		                    name, TOPIC_NAME_MAX);
	return STATUS_OK;
}

bool settings_input_is_pattern(const char *input)
{
	return input[0] == '^';
}

static enum status check_pattern(struct settings *settings, const char *pattern)
{
	regex_t regex;
	char words[128];
	int error = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB);
	if (error == 0) {
		regfree(&regex);
		return STATUS_OK;
	}
	regerror(error, &regex, words, sizeof words);
	return wrong_in_all(settings, "input.topic", "\"%.100s\" is no regular expression (POSIX extended): %s", pattern, words);
}

static void read_until(struct settings *settings)
{
	settings->end = (struct start_time){ .kind = START_LATEST };
	if (strcmp(settings->until, "now") == 0) {
		struct timespec now;
		clock_gettime(CLOCK_REALTIME, &now);
		settings->end = (struct start_time){ .kind = START_TIME, .time = (clock_ms)now.tv_sec * 1000 + now.tv_nsec / 1000000 };
	} else if (settings->until[0] != 0 &&
	           (start_time_parse(settings->until, &settings->end) != STATUS_OK || settings->end.kind != START_TIME)) {
		wrong_in_all(settings, "until", "\"%s\" will not do; allowed: now, or a time as 2024-01-24T12:00:00Z", settings->until);
	}
}

static void read_times(struct settings *settings)
{
	read_until(settings);
	if (start_time_parse(settings->from, &settings->start) != STATUS_OK)
		wrong_in_all(settings, "from", "\"%s\" will not do; allowed: earliest, latest, committed, or a time as 2024-01-24T12:00:00Z",
		             settings->from);
	else if (settings->start.kind == START_TIME && settings->end.kind == START_TIME && settings->start.time >= settings->end.time)
		wrong_in_all(settings, "until", "it is not after from");
}

static void split_inputs(struct settings *settings)
{
	char *rest = (char *)arena_copy(&settings->texts, bytes_of_string(settings->input_topic)).data;
	settings->inputs_count = 0;
	for (char *name; (name = strsep(&rest, ",")) != NULL;) {
		bool twice = false;
		name += strspn(name, " ");
		name[strcspn(name, " ")] = 0;
		if (settings->inputs_count == SETTINGS_INPUTS_MAX) {
			wrong_in_all(settings, "input.topic", "more than %d topics", SETTINGS_INPUTS_MAX);
			return;
		}
		if ((settings_input_is_pattern(name) ? check_pattern(settings, name) : check_topic(settings, "input.topic", name)) != STATUS_OK)
			continue;
		for (uint32_t i = 0; i < settings->inputs_count; i++)
			twice = twice || strcmp(settings->inputs[i], name) == 0;
		if (twice)
			wrong_in_all(settings, "input.topic", "%s is named twice", name);
		settings->inputs[settings->inputs_count++] = name;
	}
}

static void name_output(struct settings *settings, enum topic topic, const char *setting, const char *name)
{
	size_t size = strlen(settings->topic_prefix) + strlen(name) + 1;
	char *whole = arena_take(&settings->texts, size);
	snprintf(whole, size, "%s%s", settings->topic_prefix, name);
	settings->topics[topic] = whole;
	if (check_topic(settings, setting, whole) != STATUS_OK)
		return;
	for (uint32_t i = 0; i < settings->inputs_count; i++)
		if (strcmp(settings->inputs[i], whole) == 0)
			wrong_in_all(settings, setting, "%s is an input as well; Parallax would read what it writes", whole);
	for (enum topic other = 0; other < topic; other++)
		if (strcmp(settings->topics[other], whole) == 0)
			wrong_in_all(settings, setting, "%s is the name of two outputs", whole);
}

static void name_input_group(struct settings *settings)
{
	char name[256];
	snprintf(name, sizeof name, settings->stage == STAGE_ALL ? "%s" : "%s-sketch", settings->group);
	settings->input_group = keep_text(settings, name);
}

void settings_read_sketches(struct settings *settings)
{
	settings->inputs[0] = settings->input_topic = settings->topics[TOPIC_SKETCHES];
	settings->inputs_count = 1;
}

static void check_admin_listen(struct settings *settings)
{
	const char *colon = strrchr(settings->admin_listen, ':');
	int64_t port;
	if (settings->admin_listen[0] == 0)
		return;
	if (colon == NULL || !read_integer(colon + 1, &port) || port < 0 || port > 65535)
		wrong_in_all(settings, "admin.listen", "\"%s\" will not do; allowed: HOST:PORT, as 127.0.0.1:9464, or :9464 for every address",
		             settings->admin_listen);
}

enum status settings_finish(struct settings *settings)
{
	const char *const outputs[TOPIC_COUNT][2] = {
		[TOPIC_STORIES] = { "topic.stories", settings->topic_stories },
		[TOPIC_STORY_EVENTS] = { "topic.story.events", settings->topic_story_events },
		[TOPIC_DISCREPANCIES] = { "topic.discrepancies", settings->topic_discrepancies },
		[TOPIC_DEADLETTER] = { "topic.deadletter", settings->topic_deadletter },
		[TOPIC_SKETCHES] = { "topic.sketches", settings->topic_sketches },
		[TOPIC_CHANGELOG] = { "topic.changelog", settings->topic_changelog },
	};
	settings->error[0] = 0;
	settings->problems = 0;
	name_input_group(settings);
	split_inputs(settings);
	for (enum topic topic = 0; topic < TOPIC_COUNT; topic++)
		name_output(settings, topic, outputs[topic][0], outputs[topic][1]);
	read_times(settings);
	check_admin_listen(settings);
	if (settings->create_replication == 0)
		wrong_in_all(settings, "create.replication", "0 copies are none; allowed: -1 (the cluster's default) or 1 to 100");
	return settings->problems == 0 ? STATUS_OK : STATUS_BAD_INPUT;
}

enum topic settings_topic_of(const struct settings *settings, const char *name)
{
	enum topic topic = 0;
	while (topic < TOPIC_COUNT && strcmp(settings->topics[topic], name) != 0)
		topic++;
	return topic;
}

/* How many threads sketch, where nobody said: all processors but one, and of two both. */
static uint32_t workers_of(const struct settings *settings)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (settings->sketch_workers > 0)
		return (uint32_t)settings->sketch_workers;
	return cores > 2 ? (uint32_t)cores - 1 : cores > 1 ? 2 : 1;
}

void settings_of_batch(const struct settings *settings, struct batch_settings *ret_batch)
{
	*ret_batch = (struct batch_settings){
		.records_max = (uint32_t)settings->batch_records,
		.wait_ms_max = (int)settings->batch_wait_ms,
		.workers = workers_of(settings),
		.pass = {
			.story = { .window = settings->story_window_hours * CLOCK_HOUR, .keep = settings->story_keep_hours * CLOCK_HOUR },
			.ledger = { .single_source = settings->single_source, .bound_compatible = settings->bound_compatible },
			.article_bytes_max = (size_t)settings->article_bytes_max,
			.internal_topics = true,
			.backfill = settings->backfill,
		},
	};
}
