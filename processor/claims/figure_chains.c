#include "figure_chains.h"

#include <math.h>

#include "attached.h"

#define SCORE_MAX 300.0
#define PHONE_PARTS_MIN 3
#define ID_PART_DIGITS 6

struct chains {
	const struct reading *reading;
	struct figure *figures; /* of one sentence */
	uint32_t count;
};

/* How two numbers hang together that have nothing but a mark between them. */
enum joint { JOINT_NONE, JOINT_HYPHEN, JOINT_COLON, JOINT_SLASH, JOINT_TILDE, JOINT_DASH };

static enum joint joint_between(const struct reading *reading, uint32_t word)
{
	if (word == 0 || word >= reading->document->words_count || (reading->document->words[word - 1].flags & WORD_DIGITS) == 0 ||
	    (reading->document->words[word].flags & WORD_DIGITS) == 0)
		return JOINT_NONE;
	static const struct {
		const char *text;
		uint8_t joint;
	} marks[] = {
		{ "-", JOINT_HYPHEN }, { "–", JOINT_HYPHEN }, { "—", JOINT_HYPHEN }, { "‐", JOINT_HYPHEN }, { "‑", JOINT_HYPHEN }, { "−", JOINT_HYPHEN },
		{ ":", JOINT_COLON }, { "：", JOINT_COLON }, { "∶", JOINT_COLON }, { "/", JOINT_SLASH }, { "~", JOINT_TILDE }, { "～", JOINT_TILDE },
		{ "〜", JOINT_TILDE }, { " - ", JOINT_DASH }, { " – ", JOINT_DASH }
	};
	struct bytes gap = reading_gap(reading, word);
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (bytes_equal(gap, bytes_of_string(marks[i].text)))
			return (enum joint)marks[i].joint;
	return JOINT_NONE;
}

static bool is_plain_count(const struct figure *figure)
{
	return figure->hard && !figure->vague && figure->exact == floor(figure->exact) && figure->exact >= 0.0;
}

/* The figures of one chain: numbers with the same joint between each two. Returns how many figures it has. */
static uint32_t chain_length(const struct chains *chains, uint32_t first, enum joint *ret_joint)
{
	const struct figure *figures = chains->figures;
	uint32_t count = 1;
	*ret_joint = JOINT_NONE;
	while (first + count < chains->count) {
		const struct figure *before = &figures[first + count - 1], *next = &figures[first + count];
		if (next->word_start != before->word_start + before->word_count)
			break;
		enum joint joint = joint_between(chains->reading, next->word_start);
		if (joint == JOINT_NONE || (count > 1 && joint != *ret_joint && !(joint == JOINT_SLASH && *ret_joint == JOINT_HYPHEN)))
			break;
		*ret_joint = joint;
		count++;
	}
	return count;
}

static bool sentence_has(const struct reading *reading, const struct figure *figure, enum lexicon_kind kind)
{
	for (uint32_t i = reading_hits_from(reading, figure->sentence_start); i < reading->hits_count && reading->hits[i].word < figure->sentence_end; i++)
		if (reading->hits[i].kind == kind)
			return true;
	return false;
}

static void set_kinds(struct figure *figures, uint32_t count, enum figure_kind kind)
{
	for (uint32_t i = 0; i < count; i++)
		figures[i].kind = (uint8_t)kind;
}

static bool is_year_like(const struct figure *figure)
{
	return figure->kind == FIGURE_YEAR || (figure->digits == 4 && figure->exact >= 1000.0 && figure->exact <= 2100.0);
}

/* 10-15 people are one figure, an interval: the second number goes into the first. */
static void merge_range(struct chains *chains, uint32_t first)
{
	struct figure *low = &chains->figures[first];
	const struct figure *high = &chains->figures[first + 1];
	struct figure merged = *high;
	merged.exact = merged.low = low->exact;
	merged.high = high->exact;
	if (low->exact < 1000.0 && high->exact >= 1000.0 && low->kind == FIGURE_COUNT && low->currency == 0) {
		/* "2-3 million": the multiplier is said once. */
		double factor = 1.0;
		while (factor * 1000.0 <= high->exact)
			factor *= 1000.0;
		if (high->exact / factor < 1000.0 && low->exact < high->exact / factor && high->word_count > 1)
			merged.exact = merged.low = low->exact * factor;
	}
	merged.vague = true;
	merged.bound = low->bound;
	merged.word_start = low->word_start;
	merged.word_count = high->word_start + high->word_count - low->word_start;
	merged.first_word = low->first_word;
	merged.plain.start = low->plain.start;
	merged.plain.length = high->plain.start + high->plain.length - low->plain.start;
	if (low->kind == FIGURE_MONEY && high->kind == FIGURE_COUNT) {
		merged.kind = FIGURE_MONEY;
		merged.currency = low->currency;
	}
	*low = merged;
	memmove(low + 1, low + 2, (chains->count - first - 2) * sizeof *low);
	chains->count--;
}

static void read_pair(struct chains *chains, uint32_t first, enum joint joint)
{
	const struct reading *reading = chains->reading;
	struct figure *a = &chains->figures[first], *b = a + 1;
	bool small = a->exact < SCORE_MAX && b->exact < SCORE_MAX && a->kind == FIGURE_COUNT &&
	             (b->kind == FIGURE_COUNT || b->kind == FIGURE_ORDINAL) && a->bound == BOUND_EXACT;
	bool clock = b->digits == 2 && b->exact < 60.0 && a->exact < 25.0 && a->digits > 0 && a->digits <= 2;
	if (joint == JOINT_COLON) {
		if (clock && !(small && sentence_has(reading, a, LEXICON_SCORE) && !b->leading_zero && b->exact < 10.0))
			set_kinds(a, 2, FIGURE_TIME);
		else if (small)
			set_kinds(a, 2, FIGURE_SCORE);
		return;
	}
	if (joint == JOINT_SLASH)
		return;
	if (joint == JOINT_DASH) {
		if (small && a->counted == COUNTED_NONE && b->counted == COUNTED_NONE && sentence_has(reading, a, LEXICON_SCORE))
			set_kinds(a, 2, FIGURE_SCORE);
		return;
	}
	if (is_year_like(a) && (is_year_like(b) || b->digits == 2)) {
		if (a->kind == FIGURE_YEAR || b->kind == FIGURE_YEAR)
			set_kinds(a, 2, FIGURE_YEAR);
		return;
	}
	if (a->digits >= ID_PART_DIGITS && b->kind != FIGURE_MONEY && b->unit == UNIT_NONE && is_plain_count(a) && !(a->exact < b->exact)) {
		set_kinds(a, 2, FIGURE_ID);
		return;
	}
	bool score_words = small && b->counted == COUNTED_NONE && sentence_has(reading, a, LEXICON_SCORE);
	if (joint == JOINT_HYPHEN && small && (score_words || a->exact >= b->exact)) {
		set_kinds(a, 2, FIGURE_SCORE);
		return;
	}
	bool before_month = reading_hit(reading, b->word_start + b->word_count, LEXICON_MONTH) != NULL;
	if (a->exact < b->exact && !b->leading_zero && !before_month && a->hard && b->hard)
		merge_range(chains, first);
}

/* Numbers that hang together by a mark say more about each other than each alone: 18:30, 2-1, 10-15, 2024-01-24,
 * +1-222-333-4444. */
static void read_chains(struct chains *chains)
{
	for (uint32_t i = 0; i + 1 < chains->count; i++) {
		enum joint joint;
		uint32_t count = chain_length(chains, i, &joint);
		if (count == 2) {
			read_pair(chains, i, joint);
		} else if (count >= PHONE_PARTS_MIN) {
			struct figure *figures = &chains->figures[i];
			bool iso_date = count == 3 && figures[0].digits == 4 && figures[1].digits <= 2 && figures[2].digits <= 2;
			if (joint == JOINT_COLON)
				set_kinds(figures, count, FIGURE_TIME);
			else if (joint == JOINT_HYPHEN && !iso_date)
				set_kinds(figures, count, FIGURE_PHONE);
			i += count - 1;
		}
	}
}

/* +44 20 7946 0958: a plus sign and groups of digits behind. */
static void read_phones(struct chains *chains)
{
	const struct reading *reading = chains->reading;
	for (uint32_t i = 0; i < chains->count; i++) {
		struct figure *figure = &chains->figures[i];
		struct bytes gap = reading_gap(reading, figure->word_start);
		if (gap.length == 0 || gap.data[gap.length - 1] != '+' || !figure->hard)
			continue;
		uint32_t count = 1, digits = figure->digits;
		while (i + count < chains->count && chains->figures[i + count].hard &&
		       chains->figures[i + count].word_start == figure[count - 1].word_start + figure[count - 1].word_count &&
		       figure[count].sentence == figure->sentence && reading_gap(reading, figure[count].word_start).length <= 2) {
			digits += figure[count].digits;
			count++;
		}
		if (digits >= 7)
			set_kinds(figure, count, FIGURE_PHONE);
		i += count - 1;
	}
}

static bool is_hour_sign(const struct reading *reading, uint32_t word)
{
	return bytes_equal(reading_norm(reading, word), bytes_of_string("h"));
}

/* Minutes are minutes of a clock only behind an hour; else they are a stretch of time. */
static void read_minutes(struct chains *chains)
{
	for (uint32_t i = 0; i < chains->count; i++) {
		struct figure *figure = &chains->figures[i];
		bool behind_hour = i > 0 && figure[-1].kind == FIGURE_TIME && figure->word_start <= figure[-1].word_end + 1;
		if (figure->kind == FIGURE_COUNT && behind_hour && figure->digits == 2 && figure->exact < 60.0 &&
		    (figure->word_start < figure[-1].word_end || is_hour_sign(chains->reading, figure->word_start - 1))) /* 8h40, 8 h 40 */
			figure->kind = FIGURE_TIME;
		if (figure->mark == MARK_MINUTE && figure->kind == FIGURE_TIME && !behind_hour) {
			figure->kind = FIGURE_MEASURE;
			figure->unit = UNIT_MINUTE;
		}
	}
}

uint32_t figure_chains_read(const struct reading *reading, struct figure *figures, uint32_t count)
{
	struct chains chains = { .reading = reading, .figures = figures, .count = count };
	if (count > 0) {
		read_chains(&chains);
		read_phones(&chains);
		read_minutes(&chains);
	}
	return chains.count;
}
