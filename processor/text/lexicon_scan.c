#include "lexicon.h"

#include "lexicon_affix.h"
#include "lexicon_read.h"

/* Phrases that can begin at one word: itself, its stems, longer ones, and the same behind a prefix or an apostrophe. */
#define MATCHES_MAX 32

/* At so many apostrophes of a word phrases begin and end; names have one. It bounds what a hostile word costs. */
#define APOSTROPHES_MAX 3u

/* Where a phrase begins in its first word, and how many words it has. */
struct place {
	uint32_t skipped;
	uint32_t words;
};

struct match {
	struct lexicon_items items;
	uint32_t covered; /* bytes of norm that the phrase stands for */
	uint32_t rest;    /* bytes of the last word behind it */
	struct place place;
	bool is_stem;
};

/* One scan: the document, the table, and the next apostrophe in norm at or behind the word that is read. */
struct scan {
	const struct document *document;
	struct lexicon_view view;
	unsigned language;
	bool strips_prefixes;
	size_t apostrophe; /* its first byte; norm.length when there is none */
	uint32_t matches_count;
	struct match matches[MATCHES_MAX];
};

/* ' or ’ (or ʼ): its bytes, 0 when it is neither. */
static size_t apostrophe_bytes(struct bytes norm, size_t at)
{
	const uint8_t *p = norm.data + at;
	size_t left = norm.length - at;
	if (p[0] == '\'')
		return 1;
	if (left >= 2 && p[0] == 0xca && p[1] == 0xbc)
		return 2;
	return left >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x99 ? 3 : 0;
}

/* Apostrophes are looked for in windows, so that a text that has one kind of them only is not searched to its end for the
 * others again and again. */
#define WINDOW_BYTES 256

/* The first apostrophe at or behind a byte, norm.length when there is none. */
static size_t apostrophe_from(struct bytes norm, size_t at)
{
	static const uint8_t firsts[] = { '\'', 0xe2, 0xca };
	for (; at < norm.length; at += WINDOW_BYTES) {
		size_t end = norm.length - at > WINDOW_BYTES ? at + WINDOW_BYTES : norm.length;
		size_t found = end;
		for (size_t i = 0; i < sizeof(firsts); i++) {
			for (size_t from = at; from < found; from++) {
				const uint8_t *byte = memchr(norm.data + from, firsts[i], found - from);
				if (byte == NULL)
					break;
				from = (size_t)(byte - norm.data);
				if (apostrophe_bytes(norm, from) != 0)
					found = from;
			}
		}
		if (found < end)
			return found;
	}
	return norm.length;
}

/* Keeps a phrase that was found, the longest first. */
static inline void add_match(struct scan *scan, uint64_t slot, size_t covered, size_t rest, struct place place, bool is_stem)
{
	struct lexicon_items items = lexicon_slot_items(&scan->view, slot);
	if (items.item == 0 || scan->matches_count == MATCHES_MAX)
		return;
	uint32_t at = scan->matches_count++;
	for (; at > 0 && scan->matches[at - 1].covered < covered; at--)
		scan->matches[at] = scan->matches[at - 1];
	struct match *match = &scan->matches[at];
	match->items = items;
	match->covered = (uint32_t)covered;
	match->place = place;
	match->rest = (uint32_t)rest;
	match->is_stem = is_stem;
}

/* Looks for one stem: the first stem_bytes of key[0 .. length). */
static void try_stem(struct scan *scan, const uint8_t *key, size_t stem_bytes, size_t length, struct place place)
{
	uint64_t slot = lexicon_find(&scan->view, word_hash(key, stem_bytes));
	add_match(scan, slot, stem_bytes, length - stem_bytes, place, true);
}

/* The lengths of stem that the word's first bytes allow, as bits. */
static inline uint64_t stem_lengths(const struct lexicon_view *view, struct bytes text)
{
	if (text.length <= LEXICON_SHORT_BYTES)
		return 0;
	uint32_t place = lexicon_stem_place(lexicon_bytes3(text.data), LEXICON_SHORT_BITS);
	uint64_t lengths = (uint64_t)view->shorts[place] << LEXICON_SHORT_BYTES;
	if (text.length > LEXICON_LONG_BYTES) {
		place = lexicon_stem_place(lexicon_bytes6(text.data), LEXICON_LONG_BITS);
		lengths |= (uint64_t)view->longs[place] << LEXICON_LONG_BYTES;
	}
	return text.length < 64 ? lengths & (((uint64_t)1 << text.length) - 1) : lengths;
}

static void single_stems(struct scan *scan, struct bytes text, uint64_t lengths, struct place at)
{
	for (; lengths != 0; lengths &= lengths - 1) {
		size_t length = (size_t)__builtin_ctzll(lengths);
		if (scan->language == LANGUAGE_UNKNOWN || lexicon_bit(scan->view.stems, lexicon_stem_bit(text.data, length, scan->language)))
			try_stem(scan, text.data, length, text.length, at);
	}
}

/* A phrase may also end before an apostrophe of its last word: Iran's, Ankara'da. key ends with the word's bytes. */
static void before_apostrophe(struct scan *scan, const uint8_t *key, size_t word_start, size_t length, struct place place)
{
	unsigned seen = 0;
	for (size_t at = word_start + 1; at < length && at <= LEXICON_PHRASE_MAX && seen < APOSTROPHES_MAX; at++) {
		if (apostrophe_bytes(bytes_of(key, length), at) == 0)
			continue;
		add_match(scan, lexicon_find(&scan->view, word_hash(key, at)), at, length - at, place, false);
		seen++;
	}
}

static bool has_apostrophe(const struct scan *scan, const struct word *word)
{
	return scan->apostrophe < (size_t)word->norm_start + word->norm_length;
}

/* All stems that key[word_start .. length), the last word of a longer phrase, begins with. */
static void following_stems(struct scan *scan, const uint8_t *key, size_t word_start, size_t length, struct place place)
{
	for (size_t end = word_start + LEXICON_SHORT_BYTES; end < length; end++)
		if ((key[end] & 0xc0) != 0x80)
			try_stem(scan, key, end, length, place);
}

/* Whether a phrase whose slot this is can go on with a word. Few that could go on do: the filter of pairs tells, except
 * where the phrase begins or ends inside a word. */
struct onward {
	bool exact;
	bool stems;
};

static inline struct onward goes_on(const struct scan *scan, const struct word *word, uint64_t slot, bool cut)
{
	const uint64_t *pairs = scan->view.pairs;
	uint64_t before = word[-1].hash;
	struct onward onward = { .exact = cut || lexicon_bit(pairs, lexicon_pair_bit(before, word->hash)) };
	if ((slot & LEXICON_SLOT_STEM_FOLLOWS) != 0 && word->norm_length > LEXICON_SHORT_BYTES) {
		uint32_t first = lexicon_bytes3(scan->document->norm.data + word->norm_start);
		onward.stems = cut || lexicon_bit(pairs, lexicon_pair_bit(before, first));
	}
	return onward;
}

/* The phrases of two words and more whose first is text, with the slot of the first. Gaps are bytes of the key: no phrase
 * has a line break in it. */
static void longer_phrases(struct scan *scan, uint32_t first, struct bytes text, uint64_t slot, uint32_t skipped)
{
	const struct document *document = scan->document;
	uint8_t key[LEXICON_PHRASE_MAX];
	size_t length = 0;
	for (uint32_t i = first + 1; i < document->words_count && (slot & LEXICON_SLOT_GOES_ON) != 0; i++) {
		const struct word *word = &document->words[i];
		bool cut = has_apostrophe(scan, word) || (i == first + 1 && skipped > 0);
		struct onward onward = goes_on(scan, word, slot, cut);
		if (!(onward.exact || onward.stems))
			return;
		if (length == 0 && text.length <= sizeof(key)) {
			memcpy(key, text.data, text.length);
			length = text.length;
		}
		if (length == 0 || length + 1 + word->norm_length > sizeof(key))
			return;
		if (word->gap != GAP_NONE)
			key[length++] = word->gap == GAP_HYPHEN ? GAP_SPACE : word->gap;
		size_t word_start = length;
		memcpy(key + length, document->norm.data + word->norm_start, word->norm_length);
		length += word->norm_length;
		struct place place = { .skipped = skipped, .words = i - first + 1 };
		if (onward.stems)
			following_stems(scan, key, word_start, length, place);
		if (has_apostrophe(scan, word))
			before_apostrophe(scan, key, word_start, length, place);
		slot = onward.exact ? lexicon_find(&scan->view, word_hash(key, length)) : 0;
		add_match(scan, slot, length, 0, place, false);
	}
}

/* All phrases that begin skipped bytes into a word: text is the rest of it, slot that of its hash. */
static inline void phrases_from(struct scan *scan, uint32_t at, struct bytes text, uint64_t slot, uint64_t stems, uint32_t skipped)
{
	struct place place = { .skipped = skipped, .words = 1 };
	add_match(scan, slot, text.length, 0, place, false);
	if (stems != 0)
		single_stems(scan, text, stems, place);
	if (has_apostrophe(scan, &scan->document->words[at]))
		before_apostrophe(scan, text.data, 0, text.length, place);
	if ((slot & LEXICON_SLOT_GOES_ON) == 0 || at + 1 == scan->document->words_count)
		return;
	const struct word *next = &scan->document->words[at + 1];
	struct onward onward = goes_on(scan, next, slot, skipped > 0 || has_apostrophe(scan, next));
	if (onward.exact || onward.stems)
		longer_phrases(scan, at, text, slot, skipped);
}

static void phrases_inside(struct scan *scan, uint32_t at, struct bytes word, size_t skipped)
{
	struct bytes text = bytes_of(word.data + skipped, word.length - skipped);
	uint64_t slot = lexicon_find(&scan->view, word_hash(text.data, text.length));
	phrases_from(scan, at, text, slot, stem_lengths(&scan->view, text), (uint32_t)skipped);
}

/* What begins behind a prefix or an apostrophe. */
static void parts_of_word(struct scan *scan, uint32_t at, struct bytes word, enum script script)
{
	if (scan->strips_prefixes) {
		uint8_t prefixes[LEXICON_PREFIXES_MAX];
		uint32_t prefixes_count = lexicon_prefixes(word, script, prefixes);
		for (uint32_t i = 0; i < prefixes_count; i++)
			phrases_inside(scan, at, word, prefixes[i]);
	}
	if (!has_apostrophe(scan, &scan->document->words[at]))
		return;
	unsigned seen = 0;
	for (size_t i = 1; i < word.length && seen < APOSTROPHES_MAX; i++) {
		size_t bytes = apostrophe_bytes(word, i);
		if (bytes == 0 || i + bytes >= word.length)
			continue;
		phrases_inside(scan, at, word, i + bytes);
		seen++;
	}
}

/* Collects every phrase that begins at a word. Most words begin none: they are told quickly. */
static inline void collect_matches(struct scan *scan, uint32_t at)
{
	const struct word *word = &scan->document->words[at];
	struct bytes text = bytes_of(scan->document->norm.data + word->norm_start, word->norm_length);
	uint64_t slot = lexicon_find(&scan->view, word->hash);
	uint64_t stems = stem_lengths(&scan->view, text);
	scan->matches_count = 0;
	bool parts = has_apostrophe(scan, word) ||
	             (scan->strips_prefixes && (word->script == SCRIPT_ARABIC || word->script == SCRIPT_HEBREW));
	if ((slot | stems) == 0 && !parts)
		return;
	phrases_from(scan, at, text, slot, stems, 0);
	if (parts)
		parts_of_word(scan, at, text, (enum script)word->script);
}

static bool in_capitals(const struct document *document, uint32_t at, const struct match *match)
{
	for (uint32_t i = 0; i < match->place.words; i++)
		if ((document->words[at + i].flags & WORD_UPPER_ALL) == 0)
			return false;
	return true;
}

/* Katakana words stand side by side without a space; a name is a whole one, not a part: マリ is not in マリア. */
static bool cuts_katakana(const struct document *document, uint32_t at, uint32_t words)
{
	const struct word *first = &document->words[at];
	if (first->script == SCRIPT_KATAKANA && first->gap == GAP_NONE && at > 0 && first[-1].script == SCRIPT_KATAKANA)
		return true;
	const struct word *last = first + words - 1;
	return last->script == SCRIPT_KATAKANA && at + words < document->words_count && last[1].gap == GAP_NONE &&
	       last[1].script == SCRIPT_KATAKANA;
}

static bool match_holds(const struct scan *scan, uint32_t at, const struct match *match, uint32_t item, uint8_t kind)
{
	const struct document *document = scan->document;
	if ((item & LEXICON_ITEM_UPPER) != 0 && !in_capitals(document, at, match))
		return false;
	if (kind != LEXICON_PLACE && kind != LEXICON_CONCEPT)
		return true;
	if (cuts_katakana(document, at, match->place.words))
		return false;
	if (!match->is_stem)
		return true;
	const struct word *last = &document->words[at + match->place.words - 1];
	struct bytes rest = bytes_of(document->norm.data + last->norm_start + last->norm_length - match->rest, match->rest);
	struct bytes stem = bytes_of(rest.data - match->covered, match->covered);
	return lexicon_ending(stem, rest, (item & LEXICON_ITEM_VOWEL) != 0, kind == LEXICON_PLACE);
}

/* A word that is known whole as something else is no inflected name or thing: Finnish omana is not Oman. */
#define KINDS_INFLECTED (1u << LEXICON_PLACE | 1u << LEXICON_CONCEPT)

static uint8_t capped(uint32_t bytes)
{
	return (uint8_t)(bytes < UINT8_MAX ? bytes : UINT8_MAX);
}

static uint32_t write_hits(const struct scan *scan, uint32_t at, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	uint32_t count = 0;
	uint32_t kinds = 0; /* of which the word has a longer phrase */
	for (uint32_t i = 0; i < scan->matches_count; i++) {
		const struct match *match = &scan->matches[i];
		struct lexicon_items items = match->items;
		uint32_t wanted = match->is_stem ? LEXICON_ITEM_STEM : LEXICON_ITEM_EXACT;
		uint32_t kinds_here = 0;
		for (uint32_t item = items.item; item != 0; item = (item & LEXICON_ITEM_LAST) != 0 ? 0 : *++items.at) {
			if ((item & wanted) == 0 || !lexicon_item_holds(&scan->view, item, scan->language))
				continue;
			const struct lexicon_meaning *meaning = lexicon_item_meaning(&scan->view, item);
			uint32_t kind = 1u << meaning->kind;
			uint32_t shadows = match->is_stem && (kind & KINDS_INFLECTED) != 0 ? kind | ~KINDS_INFLECTED : kind;
			if ((kinds & shadows) != 0 || !match_holds(scan, at, match, item, (uint8_t)meaning->kind))
				continue;
			if (meaning->kind == LEXICON_NONE) { /* known to be no place */
				kinds_here |= 1u << LEXICON_PLACE;
				continue;
			}
			if (count == hits_max)
				return count;
			kinds_here |= kind;
			ret_hits[count++] = (struct lexicon_hit){ .word = at, .words = (uint16_t)match->place.words, .kind = (uint8_t)meaning->kind,
				.skipped = capped(match->place.skipped), .rest = capped(match->rest), .value = meaning->value };
		}
		kinds |= kinds_here;
	}
	return count;
}

uint32_t lexicon_scan(const struct document *document, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	if (language >= LANGUAGES_MAX)
		language = LANGUAGE_UNKNOWN;
	const char *tag = lexicon_language_tag(language);
	struct scan scan = {
		.document = document,
		.view = lexicon_view(),
		.language = language,
		.strips_prefixes = language == LANGUAGE_UNKNOWN || strcmp(tag, "ar") == 0 || strcmp(tag, "he") == 0,
		.apostrophe = apostrophe_from(document->norm, 0),
	};
	uint32_t count = 0;
	for (uint32_t at = 0; at < document->words_count && count < hits_max; at++) {
		if (scan.apostrophe < document->words[at].norm_start)
			scan.apostrophe = apostrophe_from(document->norm, document->words[at].norm_start);
		collect_matches(&scan, at);
		if (scan.matches_count > 0)
			count += write_hits(&scan, at, ret_hits + count, hits_max - count);
	}
	return count;
}
