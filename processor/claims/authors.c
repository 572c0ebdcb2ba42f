#include "authors.h"

#include "claim_context.h"
#include "figure_text.h"
#include "hash.h"
#include "keys.h"
#include "reading.h"
#include "sketch_record.h"

#define NAME_WORDS_MAX 6
#define NAME_JOINERS_MAX 2 /* small words between two parts of a name: of the */
#define WORDS_BETWEEN_MAX 2 /* "a group calling itself …" */
#define BETWEEN_LENGTH_MIN 4 /* bytes: prepositions are shorter */
#define INITIALS_MAX 4      /* letters of a short name that counts in capitals only: IS, EI */
#define NAME_KEYS_MAX 4

/* A name found in a sentence. */
struct author {
	uint32_t word, end;
	uint64_t actor; /* enum lexicon_actor; 0 when it is known by its letters only */
};

struct finder {
	struct reading reading;
	const struct claims_input *input;
	uint32_t start, end; /* the sentence in hand */
	uint32_t line, sentence;
};

/* True when a hit's words are of other things than names: places, days, what is done. */
static bool is_no_name(const struct reading *reading, uint32_t word)
{
	for (uint32_t i = reading_hits_from(reading, word); i < reading->hits_count && reading->hits[i].word == word; i++) {
		uint8_t kind = reading->hits[i].kind;
		if (kind == LEXICON_PLACE || kind == LEXICON_MONTH || kind == LEXICON_WEEKDAY || kind == LEXICON_ACT || kind == LEXICON_GROUP ||
		    kind == LEXICON_CLAIMED || kind == LEXICON_COUNTED || kind == LEXICON_STOP || kind == LEXICON_NUMBER)
			return true;
	}
	return false;
}

static bool gap_holds(const struct reading *reading, uint32_t word, const char *const *marks)
{
	struct bytes gap = reading_gap(reading, word);
	for (; *marks != NULL; marks++)
		if (memmem(gap.data, gap.length, *marks, strlen(*marks)) != NULL)
			return true;
	return false;
}

static bool opens_quote(const struct reading *reading, uint32_t word)
{
	static const char *const marks[] = { "\"", "«", "“", "„", "「", "『", "‘", "《", "”", NULL };
	return gap_holds(reading, word, marks);
}

static bool closes_quote(const struct reading *reading, uint32_t word)
{
	static const char *const marks[] = { "\"", "»", "”", "“", "」", "』", "’", "》", NULL };
	return gap_holds(reading, word, marks);
}

/* The end of a name that stands in quotes from a word on; the word itself when there is none. */
static uint32_t quoted_end(const struct finder *finder, uint32_t word)
{
	if (!opens_quote(&finder->reading, word))
		return word;
	for (uint32_t end = word + 1; end <= finder->end && end <= word + NAME_WORDS_MAX; end++)
		if (closes_quote(&finder->reading, end))
			return end;
	return word;
}

static bool is_capital(const struct finder *finder, uint32_t word)
{
	const struct word *at = &finder->reading.document->words[word];
	return reading_has_case(at->script) && (at->flags & WORD_UPPER_FIRST) != 0 && !is_no_name(&finder->reading, word);
}

/* The end of a name in capitals, which may hold small words: Banner of the Sands. */
static uint32_t capitals_end(const struct finder *finder, uint32_t word)
{
	static const char joiners[] = " of the de des du la le les del della dei di do da dos das e et y und and van ";
	if (!is_capital(finder, word))
		return word;
	uint32_t end = word + 1;
	for (uint32_t at = end; at < finder->end && at < word + NAME_WORDS_MAX && at <= end + NAME_JOINERS_MAX; at++) {
		uint8_t gap = finder->reading.document->words[at].gap;
		bool capital = is_capital(finder, at);
		if ((gap != GAP_SPACE && gap != GAP_HYPHEN) || (!capital && !language_word_in(reading_norm(&finder->reading, at), joiners)))
			break;
		end = capital ? at + 1 : end;
	}
	return end;
}

static uint32_t name_end(const struct finder *finder, uint32_t word)
{
	uint32_t end = quoted_end(finder, word);
	return end > word ? end : capitals_end(finder, word);
}

/* "A group calling itself X", but no "group in X". */
static bool may_stand_between(const struct finder *finder, uint32_t word)
{
	return reading_norm(&finder->reading, word).length >= BETWEEN_LENGTH_MIN && reading_hit(&finder->reading, word, LEXICON_STOP) == NULL;
}

/* The name behind a group noun, or right before it: "the militia X", "the X terrorist group". */
static bool name_beside(const struct finder *finder, uint32_t word, uint32_t words, struct author *ret_author)
{
	for (uint32_t at = word + words; at < finder->end && at <= word + words + WORDS_BETWEEN_MAX; at++) {
		uint32_t end = name_end(finder, at);
		if (end > at) {
			*ret_author = (struct author){ at, end, 0 };
			return true;
		}
		if (!may_stand_between(finder, at))
			break;
	}
	uint32_t from = word;
	while (from > finder->start && word - from < NAME_WORDS_MAX && is_capital(finder, from - 1))
		from--;
	*ret_author = (struct author){ from, word, 0 };
	return from < word && from > finder->start; /* a capital at the sentence's start says nothing */
}

/* Initials count in capitals only: "is" is no Islamic State. */
static bool is_actor(const struct finder *finder, const struct lexicon_hit *hit)
{
	const struct word *at = &finder->reading.document->words[hit->word];
	bool initials = hit->words == 1 && reading_has_case(at->script) && at->norm_length <= INITIALS_MAX;
	return !initials || (at->flags & WORD_UPPER_ALL) != 0;
}

static uint32_t distance(const struct author *author, uint32_t word)
{
	return author->word > word ? author->word - word : word - author->word;
}

/* The author that a sentence names, nearest to the words that say so; one who is known in every language goes first. */
static bool find_author(const struct finder *finder, struct author *ret_author)
{
	*ret_author = (struct author){ 0, 0, 0 };
	const struct reading *reading = &finder->reading;
	uint32_t said = UINT32_MAX, first = reading_hits_from(reading, finder->start);
	bool found = false;
	for (uint32_t i = first; i < reading->hits_count && reading->hits[i].word < finder->end && said == UINT32_MAX; i++)
		said = reading->hits[i].kind == LEXICON_CLAIMED ? reading->hits[i].word : said;
	for (uint32_t i = first; i < reading->hits_count && reading->hits[i].word < finder->end && said != UINT32_MAX; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		struct author author = { hit->word, hit->word + hit->words, hit->value };
		if (!(hit->kind == LEXICON_ACTOR && is_actor(finder, hit)) &&
		    !(hit->kind == LEXICON_GROUP && name_beside(finder, hit->word, hit->words, &author)))
			continue;
		bool better = !found || (author.actor != 0 && ret_author->actor == 0) ||
		              ((author.actor != 0) == (ret_author->actor != 0) && distance(&author, said) < distance(ret_author, said));
		*ret_author = better ? author : *ret_author;
		found = true;
	}
	return found;
}

/* The keys of the name itself come first, then what stands around. */
static void set_keys(const struct finder *finder, const struct author *author, const struct figure *place, struct claim *claim)
{
	uint64_t keys[NAME_KEYS_MAX];
	uint32_t named = 1;
	keys[0] = hash_mix(author->actor ^ UINT64_C(0xac7) << 48);
	if (author->actor == 0)
		named = keys_near(finder->reading.names, finder->reading.hits, finder->reading.hits_count, author->word,
		                  author->end - author->word, author->word, keys, NAME_KEYS_MAX);
	claim_context_set(&finder->reading, place, claim);
	uint32_t kept = claim->context_count < CLAIM_CONTEXT_MAX - named ? claim->context_count : CLAIM_CONTEXT_MAX - named;
	memmove(claim->context + named, claim->context, kept * sizeof *claim->context);
	memcpy(claim->context, keys, named * sizeof *keys);
	claim->context_count = (uint8_t)(kept + named);
	claim->named = (uint8_t)named;
}

static bool shares_name(const struct claim *a, const struct claim *b)
{
	for (uint32_t i = 0; i < a->named; i++)
		for (uint32_t k = 0; k < b->named; k++)
			if (a->context[i] == b->context[k])
				return true;
	return false;
}

static bool make_claim(const struct finder *finder, const struct author *author, struct claim *claim)
{
	const struct document *document = finder->reading.document;
	struct figure place = { .word_start = author->word, .word_count = author->end - author->word, .first_word = author->word,
		.word_end = author->end, .sentence_start = finder->start, .sentence_end = finder->end, .sentence = finder->sentence,
		.line = finder->line };
	const struct word *last = &document->words[author->end - 1];
	place.plain = (struct span){ document->words[author->word].plain_start, 0 };
	place.plain.length = last->plain_start + last->plain_length - place.plain.start;
	*claim = (struct claim){ .kind = FIGURE_ACTOR, .hard = author->actor != 0, .line = (uint16_t)finder->line,
		.sentence_number = (uint16_t)(finder->sentence < UINT16_MAX ? finder->sentence : UINT16_MAX),
		.as_of = finder->input->written, .as_of_basis = AS_OF_PUBLISHED };
	figure_texts_set(&finder->reading, &place, 1);
	figure_text_copy(&finder->reading, &place, claim);
	set_keys(finder, author, &place, claim);
	return claim->named > 0;
}

static bool is_known(const struct claim *claims, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (shares_name(&claims[i], &claims[count]))
			return true;
	return false;
}

uint32_t authors_collect(const struct claims_input *input, struct claim ret_claims[AUTHORS_MAX])
{
	struct finder finder = { .reading = *input->reading, .input = input };
	uint32_t count = 0;
	if ((input->reading->all_kinds & 1u << LEXICON_CLAIMED) == 0)
		return 0;
	for (finder.line = 0; finder.line < input->reading->document->lines_count && finder.line < RECORD_LINES_MAX; finder.line++) {
		const struct line *line = &input->reading->document->lines[finder.line];
		uint32_t end = line->word_start + line->word_count;
		for (finder.start = line->word_start; finder.start < end; finder.start = finder.end, finder.sentence++) {
			struct author author;
			finder.end = finder.reading.sentence_ends[finder.sentence];
			if (!line->dropped && count < AUTHORS_MAX && find_author(&finder, &author) &&
			    make_claim(&finder, &author, &ret_claims[count]))
				count += !is_known(ret_claims, count);
		}
	}
	return count;
}
