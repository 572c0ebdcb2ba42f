#include "keys.h"

#include "numeric.h"
#include "known_names.h"

#define PLACE_LOWER_CASE 0.5 /* "russisch", "iranienne": a demonym, or a common word that is written like a place */
#define PLACE_CAPITAL 0.8    /* where a capital letter says little */
#define NEAR_PRESENCE 128 /* .5: of a coarse key that is looked for beside a figure */

/* What the lexicon says of a word: beside SKIP, ORDINARY. */
#define SKIP LOOK_KEYS /* a function word is all it is, or its line is boilerplate: no key is made of it */
#define ORDINARY 1     /* it is a concept, a unit, an act: in a script without case hardly a name */
_Static_assert((SKIP & ORDINARY) == 0, "the keys that are not made are marked by their bits");

/* The document's words as its keys are collected. */
struct collecting {
	struct known_names *known;
	const struct lexicon_hit *hits;
	uint32_t hits_count;
	uint8_t *marks;    /* of each word, in word_blocks() bytes; those of the word before the first stand before them */
	uint16_t *line_of; /* of each word, as a key has it */
	const struct key_bodies *bodies;
	struct key_set *set;
};

/* Nothing is made of a word, and no pair of it and the one before. */
static void skip_word(uint8_t *marks, uint32_t word)
{
	marks[word] |= SKIP;
	(marks + word)[-1] |= LOOK_PAIR;
}

static void mark_lines(struct collecting *collecting)
{
	const struct document *document = collecting->known->document;
	for (uint32_t i = 0; i < document->lines_count; i++) {
		const struct line *line = &document->lines[i];
		uint16_t number = (uint16_t)(i < RECORD_LINES_MAX ? i : RECORD_LINES_MAX - 1);
		for (uint32_t k = 0; k < line->word_count; k++)
			collecting->line_of[line->word_start + k] = number;
		for (uint32_t k = 0; line->dropped && k < line->word_count; k++)
			skip_word(collecting->marks, line->word_start + k);
	}
}

/* Marks what the hits of one word say; returns their kinds, as bits. */
static uint32_t mark_hits(uint8_t *marks, const struct lexicon_hit *hits, uint32_t count)
{
	uint32_t kinds = 0;
	for (uint32_t i = 0; i < count; i++) {
		kinds |= 1u << hits[i].kind;
		for (uint32_t k = 0; hits[i].kind != LEXICON_PLACE && k < hits[i].words; k++)
			marks[hits[i].word + k] |= ORDINARY;
		if (hits[i].kind == LEXICON_STOP && hits[i].skipped == 0 && hits[i].rest == 0 && hits[i].words == 1)
			skip_word(marks, hits[i].word);
	}
	return kinds;
}

/* The presence of a key that is one of so many meanings. */
static inline uint8_t presence_among(double presence, uint32_t meanings)
{
	double share = meanings == 1 ? 1.0 : 1.0 / numeric_sqrt((double)meanings);
	return (uint8_t)(presence * share * 255.0 + 0.5);
}

/* Adds the places and concepts that the hits of one word mean. */
static inline void collect_meanings(const struct collecting *collecting, const struct lexicon_hit *hits, uint32_t count, struct key_set *set)
{
	static const double place_presence[NAME_CERTAINTIES] = { [NAME_NOT] = PLACE_LOWER_CASE, [NAME_AT_START] = PLACE_CAPITAL,
		[NAME_CASELESS] = PLACE_CAPITAL, [NAME_CERTAIN] = 1.0 };
	uint32_t word = hits->word, places = 0, concepts = 0;
	for (uint32_t i = 0; i < count; i++) {
		places += hits[i].kind == LEXICON_PLACE;
		concepts += hits[i].kind == LEXICON_CONCEPT;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (hits[i].kind == LEXICON_CONCEPT)
			key_set_put(set, key_id(KEY_CONCEPT, collecting->bodies->concepts[hits[i].value]), presence_among(1.0, concepts), collecting->line_of[word]);
		else if (hits[i].kind == LEXICON_PLACE)
			key_set_put(set, key_id(KEY_PLACE, collecting->bodies->places[hits[i].value]),
			            presence_among(place_presence[known_certainty(collecting->known, word)], places), collecting->line_of[word]);
	}
}

static void collect_hits(struct collecting *collecting)
{
	const struct lexicon_hit *hits = collecting->hits;
	struct key_set set = *collecting->set; /* nobody else has its address: what is in it may stay in registers */
	for (uint32_t i = 0, count; i < collecting->hits_count; i += count) {
		for (count = 1; i + count < collecting->hits_count && hits[i + count].word == hits[i].word;)
			count++;
		uint32_t kinds = mark_hits(collecting->marks, hits + i, count);
		if ((kinds & (1u << LEXICON_CONCEPT | 1u << LEXICON_PLACE)) != 0 && (collecting->marks[hits[i].word] & SKIP) != SKIP)
			collect_meanings(collecting, hits + i, count, &set);
	}
	*collecting->set = set;
}

/* Of the words of a block those that keys of a kind are to be made of. */
static uint64_t wanted_words(const struct collecting *collecting, uint32_t block, uint8_t look)
{
	return word_bits(collecting->known->looks + block, look) & ~word_bits(collecting->marks + block, look);
}

static void collect_names(struct collecting *collecting)
{
	struct known_names *known = collecting->known;
	struct key_set set = *collecting->set;
	uint32_t behind = 0; /* the run that was read last */
	for (uint32_t block = 0; block < known->document->words_count; block += WORD_BLOCK)
		for (uint64_t wanted = wanted_words(collecting, block, LOOK_NAME); wanted != 0; wanted &= wanted - 1) {
			uint32_t at = block + (uint32_t)__builtin_ctzll(wanted), words;
			bool hardly = (collecting->marks[at] & ORDINARY) != 0 && (known->looks[at] & LOOK_CASED) == 0;
			if (script_reads_runs(known->document->words[at].script)) {
				if (at < behind)
					continue;
				uint32_t count = run_names(known->document, at, known->rules, known->asked, &words);
				for (uint32_t i = 0; i < count; i++)
					key_set_put(&set, known->asked[i].id, known->asked[i].presence[hardly ? NAME_HARDLY : NAME_CASELESS], collecting->line_of[at]);
				behind = at + words;
				continue;
			}
			struct known_word *read = known_word_of(known, at);
			enum name_certainty certainty = hardly ? NAME_HARDLY : known_certainty(known, at);
			if (certainty <= read->collected) /* no key would be new, or more certain */
				continue;
			read->collected = (uint8_t)certainty;
			for (uint32_t i = 0; i < read->count; i++)
				key_set_put(&set, read->names[i].id, read->names[i].presence[certainty], collecting->line_of[at]);
		}
	*collecting->set = set;
}

/* Ordinary words; of unsegmented scripts pairs of characters. */
static void collect_words(struct collecting *collecting)
{
	const struct word *words = collecting->known->document->words;
	struct key_set set = *collecting->set;
	uint8_t mark = key_language_mark(bytes_of_string(lexicon_language_tag(collecting->known->language)));
	for (uint32_t block = 0; block < collecting->known->document->words_count; block += WORD_BLOCK)
		for (uint64_t wanted = wanted_words(collecting, block, LOOK_WORD) | wanted_words(collecting, block, LOOK_PAIR); wanted != 0;
		     wanted &= wanted - 1) {
			uint32_t at = block + (uint32_t)__builtin_ctzll(wanted);
			uint64_t hash = words[at].hash;
			if ((words[at].flags & WORD_CHARACTER) != 0)
				hash = key_hash_of_pair(hash, words[at + 1].hash);
			key_set_put(&set, key_id(KEY_WORD, key_body_of_word(hash, mark)), UINT8_MAX, collecting->line_of[at]);
		}
	*collecting->set = set;
}

void keys_collect(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, struct key_set *set)
{
	uint32_t words = known->document->words_count;
	if (words == 0)
		return;
	struct collecting collecting = { .known = known, .hits = hits, .hits_count = hits_count, .bodies = key_bodies(), .set = set };
	collecting.marks = (uint8_t *)arena_take_cleared(known->arena, WORD_BLOCK + word_blocks(words), 1) + WORD_BLOCK;
	collecting.line_of = arena_take_cleared(known->arena, words, sizeof *collecting.line_of);
	mark_lines(&collecting);
	/* Names and places first: when a text has more keys than a record holds, its ordinary words go. */
	collect_hits(&collecting);
	collect_names(&collecting);
	collect_words(&collecting);
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
			add_near(key_id(KEY_PLACE, key_bodies()->places[hits[i].value]), ids, count, max);
		function_word |= hits[i].kind == LEXICON_STOP;
	}
	/* The ends of a run stand nowhere for certain, and of Han characters no window is a name with NEAR_PRESENCE. */
	uint8_t script = known->document->words[word].script;
	if (function_word || script == SCRIPT_HAN || script_is_unspaced(script))
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
