/* settings.h: what a user can set (settings_table.h), checked when it is set. Where settings come from is settings_load.h.
 * What begins with "rdkafka." goes to librdkafka as it is; rdkafka_settings.h says what is refused there. */
#ifndef PARALLAX_EDGE_SETTINGS_H
#define PARALLAX_EDGE_SETTINGS_H

#include "arena.h"
#include "batch.h"
#include "start_time.h"
#include "settings_table.h"

enum guarantee { GUARANTEE_EXACTLY_ONCE, GUARANTEE_AT_LEAST_ONCE };

enum setting_kind { SETTING_TEXT, SETTING_INTEGER, SETTING_CHOICE, SETTING_SWITCH };

struct setting {
	enum setting_kind kind;
	const char *name; /* with dots */
	int64_t min, max;
	const char *value_default;
	const char *unit;
	const char *why;
	size_t offset; /* of its field in struct settings */
};

/* One line for each, in the order of the table. */
#define SETTING_PLUS_ONE(kind, field, name, min, max, value, unit, why) +1
#define SETTINGS_COUNT (0 SETTINGS_TABLE(SETTING_PLUS_ONE))
extern const struct setting settings_table[SETTINGS_COUNT];

struct rdkafka_setting {
	const char *name; /* without "rdkafka." */
	const char *value;
};

#define SETTING_FIELD_TEXT const char *
#define SETTING_FIELD_INTEGER int64_t
#define SETTING_FIELD_CHOICE int64_t
#define SETTING_FIELD_SWITCH bool
#define SETTING_FIELD(kind, field, name, min, max, value, unit, why) SETTING_FIELD_##kind field;

#define SETTINGS_INPUTS_MAX 64 /* names and patterns */

struct settings {
	SETTINGS_TABLE(SETTING_FIELD)
	const char *origins[SETTINGS_COUNT]; /* where the value was set, in words; NULL: it is the default */
	struct rdkafka_setting *rdkafka;
	uint32_t rdkafka_count, rdkafka_capacity;

	/* By settings_finish. */
	const char *topics[TOPIC_COUNT]; /* the names of the outputs, prefix and all */
	const char *input_group; /* the group whose offsets say which articles were read: of the stages the sketch stage's own */
	const char *inputs[SETTINGS_INPUTS_MAX];
	uint32_t inputs_count;
	struct start_time start; /* of from */
	struct start_time end;   /* of until: START_TIME, or else there is none */

	struct arena texts;
	char error[4096]; /* what is wrong with the last thing set; of settings_finish a line for each fault */
	uint32_t problems; /* faults that settings_finish found */
};

/* Everything at its default. */
void settings_init(struct settings *settings);
void settings_free(struct settings *settings);

/* Sets one by its name with dots. origin says where the value came from: "--batch-records", "parallax.conf:12". BAD_INPUT
 * with the error set when there is no such setting, or when it must not have this value; nothing is changed then. */
enum status settings_set(struct settings *settings, const char *name, const char *value, const char *origin);

/* What only shows when all is set: the names of the topics, times. BAD_INPUT with all that is wrong in the error. */
enum status settings_finish(struct settings *settings);

/* The cluster stage's input is what the sketch stage wrote: to be called once what concerns the articles' topics is done. */
void settings_read_sketches(struct settings *settings);

/* True of an input that is a pattern for the names of topics: it begins with '^'. */
bool settings_input_is_pattern(const char *input);

/* Which of our topics has the name; TOPIC_COUNT: none. */
enum topic settings_topic_of(const struct settings *settings, const char *name);

/* The value as it would be written. */
const char *settings_value(const struct settings *settings, const struct setting *setting, char *ret_text, size_t size);

/* What its value may be, in words: "1 to 100000 records". */
const char *settings_allowed(const struct setting *setting, char *ret_text, size_t size);

/* The name of a setting that a mistyped one may have meant; NULL when none is near. */
const char *settings_nearest(const char *name);

/* Of some words the one that a mistyped one may have meant; NULL when none is near. */
const char *nearest_word(const char *word, const char *const *words, size_t words_count);

/* What batch.c and pass.c want to know of them; with the internal topics. */
void settings_of_batch(const struct settings *settings, struct batch_settings *ret_batch);

#endif
