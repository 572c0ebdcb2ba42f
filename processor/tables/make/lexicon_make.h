/* lexicon_make.h: what the generator of the compiled lexicon collects, before it is put into order.
 * A generator runs once, on the machine of whoever changes the tables: it keeps everything in memory, and whatever it
 * cannot do ends it with a message. The order of what is collected does not matter: equal input gives equal bytes. */
#ifndef PARALLAX_TABLES_LEXICON_MAKE_H
#define PARALLAX_TABLES_LEXICON_MAKE_H

#include <stdio.h>
#include <stdlib.h>

#include "grow.h"
#include "lexicon.h"
#include "lexicon_table.h"

#define PHRASE_WORDS_MAX 40
#define DAY_PARTS 8

/* Instead of a language: all that are written in Latin letters, and all there are. */
#define LANGUAGE_LATIN 0xfffeu
#define LANGUAGE_EVERY 0xffffu

/* The code of what is no place though it has the letters of one: Parish is not Paris with an ending. */
#define NO_PLACE "-"

enum phrase_flag {
	PHRASE_WRITTEN = 1, /* by hand: goes before what is generated */
	PHRASE_STEM = 2,    /* the last word goes on with an ending */
	PHRASE_VOWEL = 4,   /* a stem without its last vowel */
	PHRASE_UPPER = 8    /* holds in capitals only */
};

/* A phrase as the table keys it: normalised, a hyphen as a space; and where its words end. */
struct form {
	uint8_t bytes[LEXICON_PHRASE_MAX];
	uint8_t ends[PHRASE_WORDS_MAX];
	uint8_t length;
	uint8_t words;
};

struct phrase {
	const struct form *form;
	uint64_t value; /* of a place or concept: an index into the source's strings as they came in */
	uint16_t language;
	uint8_t kind;
	uint8_t flags;
};

struct string_list {
	char **strings;
	uint32_t count;
	uint32_t capacity;
};

/* A part of the day in one language, in hours: lexicon_part_from, lexicon_part_until. */
struct day_part {
	uint8_t from, until;
};

struct lexicon_source {
	struct phrase *phrases;
	uint32_t phrases_count;
	uint32_t phrases_capacity;
	struct string_list languages; /* primary tags, sorted, the first is "und" */
	struct string_list places;
	struct string_list concepts;
	bool latin[LANGUAGES_MAX];    /* written in Latin letters */
	bool inflects[LANGUAGES_MAX]; /* puts endings behind names */
	struct day_part day_parts[LANGUAGES_MAX][DAY_PARTS]; /* until 0: the language has no such part */
};

/* Prints what is wrong and ends the generator. */
_Noreturn void make_fail(const char *what, const char *about);

/* The index of a string in the list, put in when it is new. */
uint32_t string_list_put(struct string_list *list, const char *string);

/* The primary language of a locale, by the one name that the table has for it. */
void language_primary(const char *locale, char ret_tag[9]);

/* The index of a locale's primary language; false when it is not in the list. */
bool source_language(const struct lexicon_source *source, const char *locale, uint16_t *ret_language);

/* True when tag is one of the words of list, which are separated by spaces. */
bool tag_among(const char *tag, const char *list);

/* Normalises UTF-8 text. False when nothing of it is left, or it is longer than a phrase may be. */
bool form_of(const char *text, struct form *ret_form);

/* How many letters a form has; a vowel sign is one. */
size_t form_letters(const struct form *form);

/* True when it begins with a letter of a script that is written without spaces. */
bool form_unsegmented(const struct form *form);

/* True when it is long enough to be a word and no abbreviation: three letters, two of Han, Hangul or kana. */
bool form_is_long(const struct form *form);

/* True when it is long enough to be told from other letters beside a number: two letters, one of Han or Hangul, three of
 * Thai and its like, where a shorter one is found inside of words. */
bool form_is_unit(const struct form *form);

/* The stem that inflected forms keep where the last letter is a vowel that falls away: Россия, России, Россией have
 * Росси. False when it does not, or less than four letters would be left. */
bool form_stem(const struct form *form, struct form *ret_stem);

/* Adds a form, or a text in all its forms: with either apostrophe, and with a space for a full stop between two words.
 * A text that has no form is left out. */
void source_add_form(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, uint8_t flags,
                     const struct form *form);
void source_add(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, uint8_t flags,
                const char *text);

/* True when the city ("city:Asia/Singapore") lies in the territory ("SG"). */
bool place_is_city_of(const char *city_code, const char *territory);

/* The i-th other name of a language and its tag; NULL behind the last. */
const char *language_alias(size_t i, const char **ret_tag);

/* The number of a part of the day by CLDR's name for it (morning1); DAY_PARTS when there is none. */
uint32_t day_part_of(const char *name);

/* What is collected, each from one source (see the files). */
void collect_places(struct lexicon_source *source, const char *extras_path);
void collect_concepts(struct lexicon_source *source, const char *annotations_path);
void collect_calendar(struct lexicon_source *source);
void collect_day_parts(struct lexicon_source *source);
void collect_numbers(struct lexicon_source *source);
void collect_multipliers(struct lexicon_source *source);
void collect_units(struct lexicon_source *source);
void collect_currencies(struct lexicon_source *source);
void collect_written(struct lexicon_source *source, const char *folder_path);

/* Puts all of it into order and writes the table. */
void lexicon_compile(struct lexicon_source *source, const char *path, bool report);

#endif
