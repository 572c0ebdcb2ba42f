#include "keys.h"

#include "hash.h"
#include "numeric.h"
#include "known_names.h"

#define PLACE_LOWER_CASE 0.5 /* "russisch", "iranienne": a demonym, or a common word that is written like a place */
#define WORD_LETTERS_MIN 3
#define ORDINARY_SHARE 0.5

/* For each word, whether a function word is all it is. */
static bool *function_words(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count, bool *marks)
{
	memset(marks, 0, document->words_count * sizeof *marks);
	for (uint32_t i = 0; i < hits_count; i++)
		if (hits[i].kind == LEXICON_STOP && hits[i].skipped == 0 && hits[i].rest == 0 && hits[i].words == 1)
			marks[hits[i].word] = true;
	return marks;
}

/* For each word, whether the lexicon knows it as an ordinary one: a concept, a unit, an act. In a script without case such
 * a word is hardly a name. */
static void ordinary_words(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count, bool *marks)
{
	memset(marks, 0, document->words_count * sizeof *marks);
	for (uint32_t i = 0; i < hits_count; i++)
		for (uint32_t k = 0; hits[i].kind != LEXICON_PLACE && k < hits[i].words; k++)
			marks[hits[i].word + k] = true;
}

static bool *dropped_words(const struct document *document, bool *marks)
{
	for (uint32_t i = 0; i < document->lines_count; i++)
		if (document->lines[i].dropped)
			memset(marks + document->lines[i].word_start, true, document->lines[i].word_count * sizeof *marks);
	return marks;
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

static void collect_hits(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count,
                         const bool *skip, const uint32_t *line_of, struct key_set *set)
{
	for (uint32_t i = 0; i < hits_count; i++) {
		const struct lexicon_hit *hit = &hits[i];
		if ((hit->kind != LEXICON_PLACE && hit->kind != LEXICON_CONCEPT) || skip[hit->word])
			continue;
		double among = 1.0 / numeric_sqrt(meanings(hits, hits_count, i));
		if (hit->kind == LEXICON_CONCEPT) {
			key_set_add(set, KEY_CONCEPT, key_body_of_concept(hit->value), among, line_of[hit->word]);
			continue;
		}
		double certainty = word_name_certainty(document, hit->word);
		if (certainty < 0.8)
			certainty = certainty == 0.0 ? PLACE_LOWER_CASE : 0.8;
		key_set_add(set, KEY_PLACE, key_body_of_place(hit->value), certainty * among, line_of[hit->word]);
	}
}

static void collect_names(struct known_names *known, const bool *skip, const bool *ordinary, const uint32_t *line_of, struct key_set *set)
{
	const struct document *document = known->document;
	const struct word_name *names;
	for (uint32_t i = 0, words = 1; i < document->words_count; i += words) {
		words = 1;
		if (skip[i])
			continue;
		uint32_t count = known_names_of(known, i, &names, &words);
		bool hardly = ordinary[i] && !script_has_case(document->words[i].script);
		for (uint32_t k = 0; k < count; k++)
			key_set_add(set, names[k].kind, names[k].body, names[k].presence * (hardly ? ORDINARY_SHARE : 1.0), line_of[i]);
	}
}

/* Ordinary words; of unsegmented scripts pairs of characters. */
static void collect_words(const struct document *document, unsigned language, const bool *skip, const uint32_t *line_of,
                          struct key_set *set)
{
	uint8_t mark = key_language_mark(bytes_of_string(lexicon_language_tag(language)));
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		if (skip[i] || (word->flags & WORD_LETTERS) == 0)
			continue;
		if ((word->flags & WORD_CHARACTER) == 0) {
			if (word->norm_length >= WORD_LETTERS_MIN)
				key_set_add(set, KEY_WORD, key_body_of_word(word->hash, mark), 1.0, line_of[i]);
		} else if (i + 1 < document->words_count && word[1].gap == GAP_NONE && !skip[i + 1]) {
			key_set_add(set, KEY_WORD, key_body_of_word(hash_mix(word->hash + 1) ^ word[1].hash, mark), 1.0, line_of[i]);
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
	bool *skip = arena_take(arena, document->words_count * sizeof *skip);
	bool *ordinary = arena_take(arena, document->words_count * sizeof *ordinary);
	uint32_t *line_of = arena_take_cleared(arena, document->words_count, sizeof *line_of);
	lines_of_words(document, line_of);
	dropped_words(document, function_words(document, hits, hits_count, skip));
	ordinary_words(document, hits, hits_count, ordinary);
	/* Names and places first: when a text has more keys than a record holds, its ordinary words go. */
	collect_hits(document, hits, hits_count, skip, line_of, set);
	collect_names(known, skip, ordinary, line_of, set);
	collect_words(document, known->language, skip, line_of, set);
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
	uint32_t words;
	bool function_word = false;
	for (uint32_t i = 0; i < hits_count && hits[i].word == word; i++) {
		if (hits[i].kind == LEXICON_PLACE)
			add_near(key_id(KEY_PLACE, key_body_of_place(hits[i].value)), ids, count, max);
		function_word |= hits[i].kind == LEXICON_STOP;
	}
	if (function_word || script_is_unspaced(known->document->words[word].script)) /* the ends of a run stand nowhere for certain */
		return;
	uint32_t found = known_names_of(known, word, &names, &words);
	for (uint32_t i = 0; i < found; i++)
		if (names[i].kind == KEY_NAME || names[i].presence >= 0.5)
			add_near(key_id(names[i].kind, names[i].body), ids, count, max);
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
