#include "lexicon.h"

#include "lexicon_affix.h"
#include "lexicon_read.h"

/* Phrases that can begin at one word: itself, its stems, longer ones, and the same behind a prefix or an apostrophe. */
#define MATCHES_MAX 32

struct match {
	uint32_t list;
	uint32_t covered; /* bytes of norm that the phrase stands for */
	uint16_t words;
	uint8_t skipped;
	uint8_t rest;
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

/* The first apostrophe at or behind a byte, norm.length when there is none. */
static size_t apostrophe_from(struct bytes norm, size_t at)
{
	static const uint8_t firsts[] = { '\'', 0xe2, 0xca };
	size_t found = norm.length;
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
	return found;
}

static void add_match(struct scan *scan, uint32_t slot, struct match match)
{
	match.list = slot >> LEXICON_SLOT_LIST_SHIFT;
	if (match.list == 0 || scan->matches_count == MATCHES_MAX)
		return;
	uint32_t at = scan->matches_count++;
	for (; at > 0 && scan->matches[at - 1].covered < match.covered; at--)
		scan->matches[at] = scan->matches[at - 1];
	scan->matches[at] = match;
}

static uint8_t capped(size_t bytes)
{
	return (uint8_t)(bytes < UINT8_MAX ? bytes : UINT8_MAX);
}

/* Looks for one stem: the first stem_bytes of key[0 .. length). */
static void try_stem(struct scan *scan, const uint8_t *key, size_t stem_bytes, size_t length, struct match match)
{
	uint32_t slot = lexicon_find(&scan->view, word_hash(key, stem_bytes) ^ LEXICON_STEM_SALT);
	match.covered = (uint32_t)stem_bytes;
	match.rest = capped(length - stem_bytes);
	match.is_stem = true;
	add_match(scan, slot, match);
}

/* The stems of a single word, of those lengths that the filters allow. */
static void single_stems(struct scan *scan, struct bytes text, struct match match)
{
	if (text.length <= LEXICON_SHORT_BYTES)
		return;
	uint32_t place = lexicon_stem_place(lexicon_bytes3(text.data), LEXICON_SHORT_BITS);
	uint64_t lengths = (uint64_t)scan->view.shorts[place] << LEXICON_SHORT_BYTES;
	if (text.length > LEXICON_LONG_BYTES) {
		place = lexicon_stem_place(lexicon_bytes6(text.data), LEXICON_LONG_BITS);
		lengths |= (uint64_t)scan->view.longs[place] << LEXICON_LONG_BYTES;
	}
	if (text.length < 64)
		lengths &= ((uint64_t)1 << text.length) - 1;
	for (; lengths != 0; lengths &= lengths - 1) {
		size_t length = (size_t)__builtin_ctzll(lengths);
		if (lexicon_bit(scan->view.stems, lexicon_stem_bit(text.data, length)))
			try_stem(scan, text.data, length, text.length, match);
	}
}

/* A phrase may also end before an apostrophe of its last word: Iran's, Ankara'da. key ends with the word's bytes. */
static void before_apostrophe(struct scan *scan, const uint8_t *key, size_t word_start, size_t length, struct match match)
{
	for (size_t at = word_start + 1; at < length; at++) {
		if (apostrophe_bytes(bytes_of(key, length), at) == 0)
			continue;
		match.covered = (uint32_t)at;
		match.rest = capped(length - at);
		add_match(scan, lexicon_find(&scan->view, word_hash(key, at)), match);
	}
}

static bool has_apostrophe(const struct scan *scan, const struct word *word)
{
	return scan->apostrophe < (size_t)word->norm_start + word->norm_length;
}

/* All stems that key[word_start .. length), the last word of a longer phrase, begins with. */
static void following_stems(struct scan *scan, const uint8_t *key, size_t word_start, size_t length, struct match match)
{
	for (size_t end = word_start + LEXICON_SHORT_BYTES; end < length; end++)
		if ((key[end] & 0xc0) != 0x80)
			try_stem(scan, key, end, length, match);
}

/* The phrases of two words and more whose first is text, with the slot of the first. Few words that could go on do: the
 * filter of pairs tells, except for a phrase that begins or ends inside a word. */
static void longer_phrases(struct scan *scan, uint32_t first, struct bytes text, uint32_t slot, struct match match)
{
	const struct document *document = scan->document;
	uint8_t key[LEXICON_PHRASE_MAX];
	size_t length = 0;
	for (uint32_t i = first + 1; i < document->words_count && (slot & LEXICON_SLOT_GOES_ON) != 0; i++) {
		const struct word *word = &document->words[i];
		const uint8_t *norm = document->norm.data + word->norm_start;
		bool cut = has_apostrophe(scan, word) || (i == first + 1 && match.skipped > 0);
		bool exact = cut || lexicon_bit(scan->view.pairs, lexicon_pair_bit(word[-1].hash, word->hash));
		bool stems = (slot & LEXICON_SLOT_STEM_FOLLOWS) != 0 && word->norm_length > LEXICON_SHORT_BYTES &&
		             (cut || lexicon_bit(scan->view.pairs, lexicon_pair_bit(word[-1].hash, lexicon_bytes3(norm))));
		if (!(exact || stems) || word->gap == GAP_LINE)
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
		memcpy(key + length, norm, word->norm_length);
		length += word->norm_length;
		match.words++;
		if (stems)
			following_stems(scan, key, word_start, length, match);
		if (has_apostrophe(scan, word))
			before_apostrophe(scan, key, word_start, length, match);
		slot = exact ? lexicon_find(&scan->view, word_hash(key, length)) : 0;
		match.covered = (uint32_t)length;
		match.rest = 0;
		add_match(scan, slot, match);
	}
}

/* All phrases that begin skipped bytes into a word. */
static void phrases_from(struct scan *scan, uint32_t at, size_t skipped)
{
	const struct word *word = &scan->document->words[at];
	struct bytes text = bytes_of(scan->document->norm.data + word->norm_start + skipped, word->norm_length - skipped);
	struct match match = { .covered = (uint32_t)text.length, .words = 1, .skipped = capped(skipped) };
	uint32_t slot = lexicon_find(&scan->view, skipped == 0 ? word->hash : word_hash(text.data, text.length));
	add_match(scan, slot, match);
	single_stems(scan, text, match);
	if (has_apostrophe(scan, word))
		before_apostrophe(scan, text.data, 0, text.length, match);
	if ((slot & LEXICON_SLOT_GOES_ON) != 0)
		longer_phrases(scan, at, text, slot, match);
}

static void collect_matches(struct scan *scan, uint32_t at)
{
	const struct word *word = &scan->document->words[at];
	struct bytes text = bytes_of(scan->document->norm.data + word->norm_start, word->norm_length);
	scan->matches_count = 0;
	phrases_from(scan, at, 0);
	if (scan->strips_prefixes && (word->script == SCRIPT_ARABIC || word->script == SCRIPT_HEBREW)) {
		uint8_t prefixes[LEXICON_PREFIXES_MAX];
		uint32_t prefixes_count = lexicon_prefixes(text, (enum script)word->script, prefixes);
		for (uint32_t i = 0; i < prefixes_count; i++)
			phrases_from(scan, at, prefixes[i]);
	}
	if (!has_apostrophe(scan, word))
		return;
	for (size_t i = 1; i + 1 < text.length; i++) {
		size_t bytes = apostrophe_bytes(text, i);
		if (bytes != 0 && i + bytes < text.length)
			phrases_from(scan, at, i + bytes);
	}
}

static bool in_capitals(const struct document *document, uint32_t at, const struct match *match)
{
	for (uint32_t i = 0; i < match->words; i++)
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
	if (cuts_katakana(document, at, match->words))
		return false;
	if (!match->is_stem || kind != LEXICON_PLACE)
		return true;
	const struct word *last = &document->words[at + match->words - 1];
	struct bytes rest = bytes_of(document->norm.data + last->norm_start + last->norm_length - match->rest, match->rest);
	bool lost_vowel = (item & LEXICON_ITEM_VOWEL) != 0;
	return match->rest < UINT8_MAX && lexicon_place_ending(bytes_of(rest.data - match->covered, match->covered), rest, lost_vowel);
}

/* A word that is known whole as something else is not an inflected place: Finnish omana is no Oman. */
#define KINDS_NOT_PLACES ((uint32_t)-1 & ~(1u << LEXICON_PLACE | 1u << LEXICON_CONCEPT))

static uint32_t write_hits(const struct scan *scan, uint32_t at, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	uint32_t count = 0;
	uint32_t kinds = 0;
	for (uint32_t i = 0; i < scan->matches_count; i++) {
		const struct match *match = &scan->matches[i];
		uint32_t kinds_here = 0;
		for (uint32_t list = match->list, item = 0; (item & LEXICON_ITEM_LAST) == 0; list++) {
			item = scan->view.items[list];
			if (!lexicon_item_holds(&scan->view, item, scan->language))
				continue;
			const struct lexicon_meaning *meaning = lexicon_item_meaning(&scan->view, item);
			uint8_t kind = (uint8_t)meaning->kind;
			if (kind == LEXICON_NONE) /* known to be no place */
				kinds_here |= 1u << LEXICON_PLACE;
			bool taken = kind == LEXICON_NONE || (kinds >> kind & 1) != 0 || (kind == LEXICON_PLACE && match->is_stem && (kinds & KINDS_NOT_PLACES) != 0);
			if (taken || !match_holds(scan, at, match, item, kind))
				continue;
			if (count == hits_max)
				return count;
			kinds_here |= 1u << kind;
			ret_hits[count++] = (struct lexicon_hit){ .word = at, .words = match->words, .kind = kind,
				.skipped = match->skipped, .rest = match->rest, .value = meaning->value };
		}
		kinds |= kinds_here;
	}
	return count;
}

uint32_t lexicon_scan(const struct document *document, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	static const char arabic[] = "ar", hebrew[] = "he";
	if (language >= LANGUAGES_MAX)
		language = LANGUAGE_UNKNOWN;
	const char *tag = lexicon_language_tag(language);
	struct scan scan = {
		.document = document,
		.view = lexicon_view(),
		.language = language,
		.strips_prefixes = language == LANGUAGE_UNKNOWN || strcmp(tag, arabic) == 0 || strcmp(tag, hebrew) == 0,
		.apostrophe = apostrophe_from(document->norm, 0),
	};
	uint32_t count = 0;
	for (uint32_t at = 0; at < document->words_count && count < hits_max; at++) {
		if (scan.apostrophe < document->words[at].norm_start)
			scan.apostrophe = apostrophe_from(document->norm, document->words[at].norm_start);
		collect_matches(&scan, at);
		count += write_hits(&scan, at, ret_hits + count, hits_max - count);
	}
	return count;
}
