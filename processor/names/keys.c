#include "keys.h"

#include "hash.h"
#include "numeric.h"
#include "known_names.h"

#define PLACE_LOWER_CASE 0.5 /* "russisch", "iranienne": a demonym, or a common word that is written like a place */
#define PLACE_CAPITAL 0.8    /* where a capital letter says little */
#define NEAR_PRESENCE 128 /* .5: of a coarse key that is looked for beside a figure */

/* What is known of a word before it is read. */
#define SKIP 1     /* a function word is all it is, or its line is boilerplate */
#define ORDINARY 2 /* the lexicon knows it as a concept, a unit, an act: in a script without case it is hardly a name */

static void mark_words(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count, uint8_t *marks)
{
	for (uint32_t i = 0; i < hits_count; i++) {
		const struct lexicon_hit *hit = &hits[i];
		if (hit->kind == LEXICON_PLACE)
			continue;
		for (uint32_t k = 0; k < hit->words; k++)
			marks[hit->word + k] |= ORDINARY;
		if (hit->kind == LEXICON_STOP && hit->skipped == 0 && hit->rest == 0 && hit->words == 1)
			marks[hit->word] |= SKIP;
	}
	for (uint32_t i = 0; i < document->lines_count; i++)
		for (uint32_t k = 0; document->lines[i].dropped && k < document->lines[i].word_count; k++)
			marks[document->lines[i].word_start + k] |= SKIP;
}

static double meanings(const struct lexicon_hit *hits, uint32_t hits_count, uint32_t at)
{
	uint32_t count = 0;
	for (uint32_t i = at; i < hits_count && hits[i].word == hits[at].word; i++)
		count += hits[i].kind == hits[at].kind;
	for (uint32_t i = at; i > 0 && hits[i - 1].word == hits[at].word; i--)
		count += hits[i - 1].kind == hits[at].kind;
	return (double)count;
}

static void collect_hits(const struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, const uint8_t *marks,
                         const uint32_t *line_of, struct key_set *set)
{
	for (uint32_t i = 0; i < hits_count; i++) {
		const struct lexicon_hit *hit = &hits[i];
		if ((hit->kind != LEXICON_PLACE && hit->kind != LEXICON_CONCEPT) || (marks[hit->word] & SKIP) != 0)
			continue;
		double among = 1.0 / numeric_sqrt(meanings(hits, hits_count, i));
		if (hit->kind == LEXICON_CONCEPT) {
			key_set_add(set, KEY_CONCEPT, key_body_of_concept(hit->value), among, line_of[hit->word]);
			continue;
		}
		enum name_certainty certainty = known_certainty(known, hit->word);
		double presence = certainty == NAME_NOT ? PLACE_LOWER_CASE : certainty == NAME_CERTAIN ? 1.0 : PLACE_CAPITAL;
		key_set_add(set, KEY_PLACE, key_body_of_place(hit->value), presence * among, line_of[hit->word]);
	}
}

static void add_names(const struct word_name *names, uint32_t count, enum name_certainty certainty, uint32_t line, struct key_set *set)
{
	for (uint32_t i = 0; i < count; i++)
		key_set_add_level(set, names[i].id, names[i].presence[certainty], line);
}

static void collect_names(struct known_names *known, const uint8_t *marks, const uint32_t *line_of, struct key_set *set)
{
	const struct document *document = known->document;
	for (uint32_t i = 0, words = 1; i < document->words_count; i += words) {
		const struct word *word = &document->words[i];
		enum name_certainty certainty = known_certainty(known, i);
		bool hardly = (marks[i] & ORDINARY) != 0 && !script_has_case(word->script);
		words = 1;
		if ((marks[i] & SKIP) != 0)
			continue;
		if (script_reads_runs(word->script)) {
			uint32_t count = run_names(document, i, known->rules, known->asked, &words);
			add_names(known->asked, count, hardly ? NAME_HARDLY : NAME_CASELESS, line_of[i], set);
		} else if (certainty != NAME_NOT && (word->flags & WORD_CHARACTER) == 0) {
			struct known_word *read = known_word_of(known, i);
			certainty = hardly ? NAME_HARDLY : certainty;
			if (certainty <= read->collected) /* no key would be new, or more certain */
				continue;
			read->collected = (uint8_t)certainty;
			add_names(read->names, read->count, certainty, line_of[i], set);
		}
	}
}

/* Ordinary words; of unsegmented scripts pairs of characters. */
static void collect_words(const struct document *document, unsigned language, const uint8_t *marks, const uint32_t *line_of,
                          struct key_set *set)
{
	uint8_t mark = key_language_mark(bytes_of_string(lexicon_language_tag(language)));
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		if ((marks[i] & SKIP) != 0 || (word->flags & WORD_LETTERS) == 0)
			continue;
		if ((word->flags & WORD_CHARACTER) == 0) {
			if (word->norm_length >= KEY_WORD_BYTES_MIN)
				key_set_add(set, KEY_WORD, key_body_of_word(word->hash, mark), 1.0, line_of[i]);
		} else if (i + 1 < document->words_count && word[1].gap == GAP_NONE && (marks[i + 1] & SKIP) == 0) {
			key_set_add(set, KEY_WORD, key_body_of_word(key_hash_of_pair(word->hash, word[1].hash), mark), 1.0, line_of[i]);
		}
	}
}

static void lines_of_words(const struct document *document, uint32_t *line_of)
{
	for (uint32_t i = 0; i < document->lines_count; i++)
		for (uint32_t k = 0; k < document->lines[i].word_count; k++)
			line_of[document->lines[i].word_start + k] = i;
}

void keys_collect(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, struct key_set *set)
{
	const struct document *document = known->document;
	struct arena *arena = known->arena;
	if (document->words_count == 0)
		return;
	uint8_t *marks = arena_take_cleared(arena, document->words_count, sizeof *marks);
	uint32_t *line_of = arena_take_cleared(arena, document->words_count, sizeof *line_of);
	lines_of_words(document, line_of);
	mark_words(document, hits, hits_count, marks);
	/* Names and places first: when a text has more keys than a record holds, its ordinary words go. */
	collect_hits(known, hits, hits_count, marks, line_of, set);
	collect_names(known, marks, line_of, set);
	collect_words(document, known->language, marks, line_of, set);
}

/* The first hit at or behind a word. */
static uint32_t hits_from(const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word)
{
	uint32_t low = 0, high = hits_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (hits[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_near(uint64_t id, uint64_t *ids, uint32_t *count, uint32_t max)
{
	for (uint32_t i = 0; i < *count; i++)
		if (ids[i] == id)
			return;
	if (*count < max)
		ids[(*count)++] = id;
}

void keys_of_word(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word, uint64_t *ids,
                  uint32_t *count, uint32_t max)
{
	const struct word_name *names;
	enum name_certainty certainty;
	uint32_t words;
	bool function_word = false;
	for (uint32_t i = 0; i < hits_count && hits[i].word == word; i++) {
		if (hits[i].kind == LEXICON_PLACE)
			add_near(key_id(KEY_PLACE, key_body_of_place(hits[i].value)), ids, count, max);
		function_word |= hits[i].kind == LEXICON_STOP;
	}
	if (function_word || script_is_unspaced(known->document->words[word].script)) /* the ends of a run stand nowhere for certain */
		return;
	uint32_t found = known_names_of(known, word, &names, &words, &certainty);
	for (uint32_t i = 0; i < found; i++)
		if (key_kind_of(names[i].id) == KEY_NAME || names[i].presence[certainty] >= NEAR_PRESENCE)
			add_near(names[i].id, ids, count, max);
}

static void keys_at(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word, uint64_t *ids,
                    uint32_t *count, uint32_t max)
{
	uint32_t from = hits_from(hits, hits_count, word);
	keys_of_word(known, hits + from, hits_count - from, word, ids, count, max);
}

uint32_t keys_near(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word_start,
                   uint32_t word_count, uint32_t near, uint64_t *ret_ids, uint32_t max)
{
	uint32_t count = 0, end = word_start + word_count;
	for (uint32_t distance = 0; distance < word_count && count < max; distance++) {
		if (near + distance < end)
			keys_at(known, hits, hits_count, near + distance, ret_ids, &count, max);
		if (distance > 0 && near >= word_start + distance)
			keys_at(known, hits, hits_count, near - distance, ret_ids, &count, max);
	}
	return count;
}
