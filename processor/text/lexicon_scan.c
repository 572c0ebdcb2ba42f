#include "lexicon.h"

#include "apostrophe.h"
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

/* What the first bytes of a text may be. */
enum stem_beginning { BEGINS_SHORT_STEM = 1, BEGINS_LONG_STEM = 2 };

/* A word at which something may begin: most are none. */
struct candidate {
	uint32_t word;
	bool whole;      /* it may be a phrase, or begin one */
	uint8_t begins;  /* enum stem_beginning */
	uint64_t stems;  /* the lengths of stems that it begins with, as bits */
	uint64_t slot;   /* the word's; 0 when there is none */
	uint64_t next;   /* the hash of a phrase of it and the next word that may be one; 0 when it is not */
};

/* So many words are looked at before the candidates among them are read: what those need of the table is then on its way. */
#define BATCH_WORDS 128

#define FILTER_BITS_NEAR 12 /* 32 KB */
#define SLOTS_AHEAD 4 /* most places of the index have no more slots */

/* One scan: the document, the table, and the next apostrophe in norm at or behind the word that is read. */
struct scan {
	const struct document *document;
	struct lexicon_view view;
	bool strips_prefixes;
	size_t apostrophe; /* its first byte; norm.length when there is none */
	uint32_t matches_count;
	struct match matches[MATCHES_MAX];
};

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

/* The first eight bytes of a text that are in norm. */
static inline uint64_t first_bytes(const struct document *document, struct bytes text)
{
	uint64_t bytes = 0;
	size_t behind = (size_t)(document->norm.data + document->norm.length - text.data);
	if (behind >= sizeof(bytes))
		return lexicon_bytes8(text.data);
	memcpy(&bytes, text.data, behind);
	return bytes;
}

/* Whether a text's first bytes are those of a stem: few words of most languages begin so. */
static inline uint32_t stem_beginnings(const struct lexicon_view *view, uint64_t bytes, size_t length)
{
	uint64_t three = lexicon_mixed(bytes & 0xffffff), six = lexicon_mixed(bytes & 0xffffffffffff);
	uint32_t is_short = lexicon_may_hold(view, lexicon_short_key(three)) & (length > LEXICON_SHORT_BYTES);
	uint32_t is_long = lexicon_may_hold(view, lexicon_long_key(six)) & (length > LEXICON_LONG_BYTES);
	return is_short * BEGINS_SHORT_STEM | is_long * BEGINS_LONG_STEM;
}

static inline const uint32_t *long_stems(const struct lexicon_view *view, uint64_t bytes)
{
	return &view->longs[lexicon_stem_place(lexicon_mixed(bytes & 0xffffffffffff), LEXICON_LONG_BITS)];
}

/* The lengths of the stems of the language that a text begins with, as bits; almost surely. */
static uint64_t stem_lengths(const struct lexicon_view *view, uint32_t begins, uint64_t bytes, struct bytes text)
{
	uint64_t lengths = 0, found = 0;
	if ((begins & BEGINS_SHORT_STEM) != 0)
		lengths = (uint64_t)view->shorts[lexicon_stem_place(lexicon_mixed(bytes & 0xffffff), LEXICON_SHORT_BITS)] << LEXICON_SHORT_BYTES;
	if ((begins & BEGINS_LONG_STEM) != 0)
		lengths |= (uint64_t)*long_stems(view, bytes) << LEXICON_LONG_BYTES;
	lengths &= ((uint64_t)1 << (text.length < 63 ? text.length : 63)) - 1; /* stems have no more than LEXICON_STEM_BYTES_MAX */
	for (; lengths != 0; lengths &= lengths - 1) {
		size_t length = (size_t)__builtin_ctzll(lengths);
		found |= (uint64_t)lexicon_may_hold(view, lexicon_stem_key(text.data, length)) << length;
	}
	return found;
}

static inline struct bytes word_text(const struct document *document, const struct word *word)
{
	return bytes_of(document->norm.data + word->norm_start, word->norm_length);
}

static void single_stems(struct scan *scan, struct bytes text, uint64_t lengths, struct place at)
{
	for (; lengths != 0; lengths &= lengths - 1)
		try_stem(scan, text.data, (size_t)__builtin_ctzll(lengths), text.length, at);
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

static inline bool ends_behind(const struct word *word, size_t apostrophe)
{
	return apostrophe < (size_t)word->norm_start + word->norm_length;
}

static bool has_apostrophe(const struct scan *scan, const struct word *word)
{
	return ends_behind(word, scan->apostrophe);
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
	uint64_t before = word[-1].hash;
	struct onward onward = { .exact = cut || lexicon_may_hold(&scan->view, lexicon_pair_key(before, word->hash)) };
	if ((slot & LEXICON_SLOT_STEM_FOLLOWS) != 0 && word->norm_length > LEXICON_SHORT_BYTES) {
		uint32_t first = lexicon_bytes3(scan->document->norm.data + word->norm_start);
		onward.stems = cut || lexicon_may_hold(&scan->view, lexicon_pair_key(before, first));
	}
	return onward;
}

/* Puts a word with the gap before it behind a phrase's first length bytes, where there is room for both. Returns the new length. */
static size_t put_word(const struct document *document, const struct word *word, uint8_t *key, size_t length)
{
	if (word->gap != GAP_NONE)
		key[length++] = word->gap == GAP_HYPHEN ? GAP_SPACE : word->gap;
	memcpy(key + length, document->norm.data + word->norm_start, word->norm_length);
	return length + word->norm_length;
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
		length = put_word(document, word, key, length);
		size_t word_start = length - word->norm_length;
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
	uint64_t hash = word_hash(text.data, text.length);
	uint64_t slot = lexicon_may_hold(&scan->view, hash) ? lexicon_find(&scan->view, hash) : 0;
	uint64_t bytes = first_bytes(scan->document, text);
	uint64_t stems = stem_lengths(&scan->view, stem_beginnings(&scan->view, bytes, text.length), bytes, text);
	phrases_from(scan, at, text, slot, stems, (uint32_t)skipped);
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

/* Whether a phrase may begin or end inside a word, by the next apostrophe. */
static inline bool has_parts(const struct scan *scan, const struct word *word, size_t apostrophe)
{
	return ends_behind(word, apostrophe) || (scan->strips_prefixes && (word->script == SCRIPT_ARABIC || word->script == SCRIPT_HEBREW));
}

/* Collects every phrase that begins at a word. */
static inline void collect_matches(struct scan *scan, const struct candidate *candidate)
{
	uint32_t at = candidate->word;
	const struct word *word = &scan->document->words[at];
	struct bytes text = word_text(scan->document, word);
	scan->matches_count = 0;
	if (scan->apostrophe < word->norm_start)
		scan->apostrophe = apostrophe_from(scan->document->norm, word->norm_start);
	phrases_from(scan, at, text, candidate->slot, candidate->stems, 0);
	if (has_parts(scan, word, scan->apostrophe))
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

/* A word that is known whole as something else is no inflected name or thing: Finnish omana is not Oman. A part of the day may
 * be a thing as well. */
#define KINDS_INFLECTED (1u << LEXICON_PLACE | 1u << LEXICON_CONCEPT)
#define KINDS_BESIDE (1u << LEXICON_DAYPART)

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
			if ((item & wanted) == 0 || !lexicon_item_holds(&scan->view, item))
				continue;
			const struct lexicon_meaning *meaning = lexicon_item_meaning(&scan->view, item);
			uint32_t kind = 1u << meaning->kind;
			uint32_t shadows = match->is_stem && (kind & KINDS_INFLECTED) != 0 ? kind | ~(KINDS_INFLECTED | KINDS_BESIDE) : kind;
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

/* The candidates among some words. */
static uint32_t find_candidates(const struct scan *scan, uint32_t from, uint32_t end, struct candidate candidates[BATCH_WORDS])
{
	const struct document *document = scan->document;
	size_t apostrophe = scan->apostrophe;
	uint32_t count = 0;
	for (uint32_t at = from; at < end; at++) {
		const struct word *word = &document->words[at];
		struct bytes text = word_text(document, word);
		bool whole = lexicon_may_hold(&scan->view, word->hash);
		uint32_t begins = 0;
		if ((word->flags & WORD_CHARACTER) == 0 || text.length > LEXICON_SHORT_BYTES) /* Han and kana have no stems */
			begins = stem_beginnings(&scan->view, first_bytes(document, text), text.length);
		if (apostrophe < word->norm_start)
			apostrophe = apostrophe_from(document->norm, word->norm_start);
		candidates[count] = (struct candidate){ .word = at, .whole = whole, .begins = (uint8_t)begins };
		count += whole | (begins != 0) | has_parts(scan, word, apostrophe);
	}
	return count;
}

static inline void fetch_index(const struct lexicon_view *view, uint64_t hash)
{
	__builtin_prefetch(&view->index[lexicon_hash_index(hash)]);
}

static inline void fetch_slots(const struct lexicon_view *view, uint64_t hash)
{
	const uint64_t *slots = &view->slots[lexicon_index_start(view->index[lexicon_hash_index(hash)])];
	__builtin_prefetch(slots);
	__builtin_prefetch(slots + SLOTS_AHEAD);
}

/* The hash of the phrase of a word and the next one, where phrases begin so; 0 where none do. */
static uint64_t next_hash(const struct scan *scan, uint32_t at, uint64_t slot)
{
	const struct document *document = scan->document;
	const struct word *word = &document->words[at];
	uint8_t key[LEXICON_PHRASE_MAX];
	if ((slot & LEXICON_SLOT_GOES_ON) == 0 || at + 1 == document->words_count ||
	    !lexicon_may_hold(&scan->view, lexicon_pair_key(word->hash, word[1].hash)) ||
	    (size_t)word->norm_length + 1 + word[1].norm_length > sizeof key)
		return 0;
	memcpy(key, document->norm.data + word->norm_start, word->norm_length);
	return word_hash(key, put_word(document, word + 1, key, word->norm_length));
}

/* Looks up the slots and the stems of candidates. The table is larger than the caches, and a text in one language seldom finds
 * there what the one before it left, so that a look-up waits for memory three or four times: for all of them at once. */
static void find_slots(const struct scan *scan, struct candidate *candidates, uint32_t count)
{
	const struct lexicon_view *view = &scan->view;
	const struct word *words = scan->document->words;
	for (uint32_t i = 0; i < count; i++) {
		struct bytes text = word_text(scan->document, &words[candidates[i].word]);
		fetch_index(view, words[candidates[i].word].hash);
		if ((candidates[i].begins & BEGINS_LONG_STEM) != 0)
			__builtin_prefetch(long_stems(view, first_bytes(scan->document, text)));
	}
	for (uint32_t i = 0; i < count; i++) {
		struct bytes text = word_text(scan->document, &words[candidates[i].word]);
		fetch_slots(view, words[candidates[i].word].hash);
		if (candidates[i].begins == 0)
			continue;
		candidates[i].stems = stem_lengths(view, candidates[i].begins, first_bytes(scan->document, text), text);
		for (uint64_t left = candidates[i].stems; left != 0; left &= left - 1)
			fetch_index(view, word_hash(text.data, (size_t)__builtin_ctzll(left)));
	}
	for (uint32_t i = 0; i < count; i++) {
		candidates[i].slot = candidates[i].whole ? lexicon_find(view, words[candidates[i].word].hash) : 0;
		candidates[i].next = next_hash(scan, candidates[i].word, candidates[i].slot);
		__builtin_prefetch(&view->items[(candidates[i].slot & LEXICON_SLOT_ITEM) != 0 ? 0 : (uint32_t)candidates[i].slot]);
		if (candidates[i].next != 0)
			fetch_index(view, candidates[i].next);
		for (uint64_t left = candidates[i].stems; left != 0; left &= left - 1)
			fetch_slots(view, word_hash(word_text(scan->document, &words[candidates[i].word]).data, (size_t)__builtin_ctzll(left)));
	}
	for (uint32_t i = 0; i < count; i++) {
		struct lexicon_items items = lexicon_slot_items(view, candidates[i].slot);
		__builtin_prefetch(lexicon_item_meaning(view, items.item));
		if (candidates[i].next != 0)
			fetch_slots(view, candidates[i].next);
	}
}

/* Asks for the language's filter, if it is one of those that the nearest cache holds. */
static void fetch_filter(const struct lexicon_view *view)
{
	for (size_t at = 0; view->filter_bits <= FILTER_BITS_NEAR && at < (size_t)1 << view->filter_bits; at += 8)
		__builtin_prefetch(&view->filter[at]);
}

uint32_t lexicon_scan(const struct document *document, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	if (language >= LANGUAGES_MAX)
		language = LANGUAGE_UNKNOWN;
	const char *tag = lexicon_language_tag(language);
	struct candidate candidates[BATCH_WORDS];
	struct scan scan; /* the matches in it are set as they are found */
	scan.document = document;
	scan.view = lexicon_view(language);
	fetch_filter(&scan.view);
	scan.strips_prefixes = language == LANGUAGE_UNKNOWN || strcmp(tag, "ar") == 0 || strcmp(tag, "he") == 0;
	scan.apostrophe = apostrophe_from(document->norm, 0);
	uint32_t count = 0;
	for (uint32_t from = 0; from < document->words_count && count < hits_max; from += BATCH_WORDS) {
		uint32_t left = document->words_count - from;
		uint32_t found = find_candidates(&scan, from, from + (left < BATCH_WORDS ? left : BATCH_WORDS), candidates);
		find_slots(&scan, candidates, found);
		for (uint32_t i = 0; i < found && count < hits_max; i++) {
			collect_matches(&scan, &candidates[i]);
			if (scan.matches_count > 0)
				count += write_hits(&scan, candidates[i].word, ret_hits + count, hits_max - count);
		}
	}
	return count;
}
