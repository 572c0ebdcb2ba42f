/* reading.h: one article as the claims room looks at it: its words, the lexicon's hits on them and the language's rules.
 * Small questions about a word and its neighbours that every file of the room asks. */
#ifndef PARALLAX_CLAIMS_READING_H
#define PARALLAX_CLAIMS_READING_H

#include "arena.h"
#include "document.h"
#include "known_names.h"
#include "language_rules.h"
#include "lexicon.h"
#include "particles.h"
#include "word_keys.h"

/* Beside the kinds of a word's hits: it is part of a month's or a weekday's name. */
#define READING_OF_DAY (1u << 31)

/* The kinds that numbers are read from. */
#define READING_NUMERALS (1u << LEXICON_NUMBER | 1u << LEXICON_MULTIPLIER | 1u << LEXICON_VAGUE | 1u << LEXICON_FRACTION | 1u << LEXICON_ORDINAL)

/* Those of longer words that hide the numerals inside them, in scripts written without spaces. */
#define READING_HIDING (1u << LEXICON_WEEKDAY | 1u << LEXICON_MONTH | 1u << LEXICON_PLACE | 1u << LEXICON_RELDATE | \
                        1u << LEXICON_CUMULATIVE | 1u << LEXICON_VAGUE)

/* No word. */
#define READING_NONE UINT32_MAX

struct reading {
	const struct document *document;
	const struct lexicon_hit *hits;
	uint32_t hits_count;
	unsigned language;
	const struct language_rules *rules;
	char decimal; /* the language's decimal mark */
	bool has_starts;
	struct language_filter starts; /* the rules' number_starts and one_words */
	const struct particles *particles; /* the language's */
	const uint32_t *sentence_ends; /* of all sentences of all lines, in their order: the word behind each */
	struct known_names *names;
	struct word_keys *word_keys;
	/* For each word and the end behind the last; of kinds there are two more, empty ones: */
	const uint32_t *first_hits;  /* the first hit at or behind it; hits_count behind the last */
	const uint32_t *kinds;       /* 1 << enum lexicon_kind of the hits that begin at it, READING_OF_DAY */
	const uint32_t *ended_kinds; /* and of those that end right before it */
	uint32_t all_kinds;          /* of all hits */
	/* A bit for each word: */
	const uint64_t *names_around;   /* it may be a name or a place that stands around a figure */
	const uint64_t *figures_begin;  /* a figure may begin at it, or something that hides one */
	const uint32_t *day_hits;    /* the hits that are months, weekdays, relative days and parts of the day */
	uint32_t day_hits_count;
};

/* Reads the document of names for all that follows; linear in words and hits. The decimal mark is settled by the text: one in a language
 * with decimal commas that plainly writes points, and never a comma, has decimal points (a Mexican wire in Spanish), and
 * the other way round. What it points to is the arena's and the caller's. */
void reading_open(struct known_names *names, const struct lexicon_hit *hits, uint32_t hits_count, struct arena *arena,
                  struct reading *ret_reading);

/* Whether the text's language is one of tags: " de nl ". */
static inline bool reading_is_language(const struct reading *reading, const char *tags)
{
	return language_tag_in(reading->rules->tag, tags);
}

/* Whether a script has capitals. */
static inline bool reading_has_case(uint8_t script)
{
	const uint32_t cased = 1u << SCRIPT_LATIN | 1u << SCRIPT_CYRILLIC | 1u << SCRIPT_GREEK | 1u << SCRIPT_ARMENIAN;
	return (cased >> script & 1) != 0;
}

static inline struct bytes reading_norm(const struct reading *reading, uint32_t word)
{
	const struct word *at = &reading->document->words[word];
	return bytes_of(reading->document->norm.data + at->norm_start, at->norm_length);
}

static inline uint32_t reading_plain_end(const struct reading *reading, uint32_t word)
{
	return reading->document->words[word].plain_start + reading->document->words[word].plain_length;
}

/* Whether a word may be one of the rules' number_starts or one_words: most are not. */
static inline bool reading_may_start(const struct reading *reading, uint32_t word)
{
	return reading->has_starts && language_filter_holds(&reading->starts, reading_norm(reading, word));
}

/* Whether a word is in one of some lists of the language's rules: bits of enum particle. */
static inline bool reading_is(const struct reading *reading, uint32_t word, uint32_t particles)
{
	return (particles_of(reading->particles, reading->document->words[word].hash) & particles) != 0;
}

/* The first word at or behind one, before end, whose bit is set; READING_NONE when there is none. */
static inline uint32_t reading_next(const uint64_t *bits, uint32_t word, uint32_t end)
{
	while (word < end) {
		uint64_t left = bits[word / 64] >> word % 64;
		if (left != 0) {
			uint32_t at = word + (uint32_t)__builtin_ctzll(left);
			return at < end ? at : READING_NONE;
		}
		word = (word / 64 + 1) * 64;
	}
	return READING_NONE;
}

/* The last word before one, from start on, whose bit is set; READING_NONE when there is none. */
static inline uint32_t reading_previous(const uint64_t *bits, uint32_t word, uint32_t start)
{
	while (word > start) {
		uint64_t left = bits[(word - 1) / 64] << (63 - (word - 1) % 64);
		if (left != 0) {
			uint32_t at = word - 1 - (uint32_t)__builtin_clzll(left);
			return at >= start ? at : READING_NONE;
		}
		word = (word - 1) / 64 * 64;
	}
	return READING_NONE;
}

/* The text of plain between a word and the one before it; of the word behind the last: to the end. */
static inline struct bytes reading_gap(const struct reading *reading, uint32_t word)
{
	const struct document *document = reading->document;
	uint32_t start = word > 0 ? reading_plain_end(reading, word - 1) : 0;
	uint32_t end = word < document->words_count ? document->words[word].plain_start : (uint32_t)document->plain.length;
	return bytes_of(document->plain.data + start, end > start ? end - start : 0);
}

/* The index of the first hit at or behind a word. */
static inline uint32_t reading_hits_from(const struct reading *reading, uint32_t word)
{
	return reading->first_hits[word];
}

const struct lexicon_hit *reading_find_hit(const struct reading *reading, uint32_t word, enum lexicon_kind kind);
const struct lexicon_hit *reading_find_hit_before(const struct reading *reading, uint32_t word, uint32_t back, enum lexicon_kind kind);

/* The longest hit of a kind that begins at a word, or NULL; most questions are answered without a look at the hits. */
static inline const struct lexicon_hit *reading_hit(const struct reading *reading, uint32_t word, enum lexicon_kind kind)
{
	return (reading->kinds[word] >> kind & 1) == 0 ? NULL : reading_find_hit(reading, word, kind);
}

/* The longest hit of a kind that ends right before a word and begins at most back words earlier, or NULL. */
static inline const struct lexicon_hit *reading_hit_before(const struct reading *reading, uint32_t word, uint32_t back, enum lexicon_kind kind)
{
	return (reading->ended_kinds[word] >> kind & 1) == 0 ? NULL : reading_find_hit_before(reading, word, back, kind);
}

/* A word of a script with letter case that begins with a small letter. */
bool reading_is_lower(const struct reading *reading, uint32_t word);

#endif
