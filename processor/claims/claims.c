#include "claims.h"

#include "authors.h"
#include "calendar.h"
#include "claim_context.h"
#include "counted.h"
#include "figure_text.h"
#include "reading.h"
#include "sketch_record.h"

#define CHOSEN_MAX 256 /* of a text with more the rest is not looked at */
#define YEAR_PAST_MIN 1800.0

/* A figure that may become a claim. */
struct choice {
	uint32_t figure;
	uint8_t counted;
	uint8_t rank; /* the lower is kept first */
};

struct chooser {
	const struct claims_input *input;
	struct choice chosen[CHOSEN_MAX];
	uint32_t count;
};

static bool is_comparable(const struct figure *figure, uint8_t counted)
{
	if (figure->dated || figure->points)
		return false;
	return figure->kind == FIGURE_MONEY || figure->kind == FIGURE_PERCENT || figure->kind == FIGURE_MEASURE ||
	       (figure->kind == FIGURE_COUNT && counted != COUNTED_NONE);
}

static uint8_t rank_of(const struct figure *figure, uint8_t counted)
{
	uint8_t rank = 0;
	if (counted == COUNTED_NONE)
		rank = 2;
	else if (counted == COUNTED_PEOPLE || counted == COUNTED_TROOPS)
		rank = 1;
	if (!figure->hard && !figure->vague)
		rank = (uint8_t)(rank + 3);
	return rank;
}

static bool same_statement(const struct figure *a, uint8_t counted_a, const struct figure *b, uint8_t counted_b)
{
	return a->exact == b->exact && a->kind == b->kind && counted_a == counted_b && a->unit == b->unit && a->currency == b->currency &&
	       a->points == b->points && a->vague == b->vague && (!a->vague || a->high == b->high);
}

static void choose(struct chooser *chooser, uint32_t figure, uint8_t counted)
{
	const struct figure *figures = chooser->input->figures;
	if (!is_comparable(&figures[figure], counted))
		return;
	struct choice choice = { .figure = figure, .counted = counted, .rank = rank_of(&figures[figure], counted) };
	for (uint32_t i = 0; i < chooser->count; i++) {
		struct choice *known = &chooser->chosen[i];
		if (!same_statement(&figures[figure], counted, &figures[known->figure], known->counted))
			continue;
		if (figures[known->figure].plain.start < chooser->input->reading->document->body_start &&
		    figures[figure].plain.start >= chooser->input->reading->document->body_start)
			*known = choice;
		return;
	}
	if (chooser->count < CHOSEN_MAX)
		chooser->chosen[chooser->count++] = choice;
}

/* Sentence by sentence, because what a figure counts is settled among the figures of one. */
static void choose_all(const struct reading *reading, struct chooser *chooser)
{
	const struct claims_input *input = chooser->input;
	struct counted_figure counted[COUNTED_FIGURES_MAX];
	for (uint32_t i = 0; i < input->figures_count;) {
		uint32_t count = 1;
		while (i + count < input->figures_count && count < COUNTED_FIGURES_MAX && input->figures[i + count].sentence == input->figures[i].sentence)
			count++;
		if (!input->reading->document->lines[input->figures[i].line].dropped) {
			counted_find(reading, input->figures + i, count, counted);
			for (uint32_t k = 0; k < count; k++)
				if (!counted[k].superseded && !counted[k].whole)
					choose(chooser, i + k, counted[k].counted);
		}
		i += count;
	}
}

/* Keeps the best that there is room for and puts them in the order of the text. */
static void keep_best(struct chooser *chooser, uint32_t room)
{
	struct choice *chosen = chooser->chosen;
	uint32_t of_rank[8] = { 0 }, kept = 0;
	for (uint32_t i = 0; i < chooser->count; i++)
		of_rank[chosen[i].rank]++;
	for (uint32_t rank = 0; rank < 8; rank++) {
		of_rank[rank] = of_rank[rank] < room ? of_rank[rank] : room;
		room -= of_rank[rank];
	}
	for (uint32_t i = 0; i < chooser->count; i++)
		if (of_rank[chosen[i].rank] > 0) {
			of_rank[chosen[i].rank]--;
			chosen[kept++] = chosen[i];
		}
	chooser->count = kept;
	for (uint32_t i = 1; i < kept; i++) {
		struct choice choice = chosen[i];
		uint32_t k = i;
		for (; k > 0 && chosen[k - 1].figure > choice.figure; k--)
			chosen[k] = chosen[k - 1];
		chosen[k] = choice;
	}
}

/* A figure that is said or counted stands behind a word of its sentence. */
static bool figure_behind(const struct claims_input *input, uint32_t figure, uint32_t word)
{
	for (uint32_t i = figure + 1; i < input->figures_count && input->figures[i].sentence == input->figures[figure].sentence; i++)
		if (input->figures[i].word_start >= word && input->figures[i].kind == FIGURE_COUNT && !input->figures[i].dated)
			return true;
	return false;
}

/* "So far", "the total rose to": words before a figure are said of it; those behind it only when no other count follows them.
 * "Killed 5 on Monday, bringing the total to 95" is a day's five and all ninety-five. */
static bool is_cumulative(const struct claims_input *input, uint32_t figure)
{
	const struct reading *reading = input->reading;
	const struct figure *at = &input->figures[figure];
	if ((reading->all_kinds & 1u << LEXICON_CUMULATIVE) == 0)
		return false;
	for (uint32_t i = reading_hits_from(reading, at->sentence_start); i < reading->hits_count && reading->hits[i].word < at->sentence_end; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if (hit->kind == LEXICON_CUMULATIVE && (hit->word < at->word_start || !figure_behind(input, figure, hit->word)))
			return true;
	}
	return false;
}

/* "As of", "Stand", "hingga" before the date; in Japanese, Korean and their like behind it. */
static bool says_as_of(const struct reading *reading, const struct figure *figure, const struct date *date)
{
	static const char behind_words[] = " 현재 기준 itibarıyla itibariyle तक ";
	uint32_t end = date->word_start + date->word_count;
	for (uint32_t back = 1; back <= 2 && date->word_start >= figure->sentence_start + back; back++) {
		uint32_t word = date->word_start - back;
		if (!reading_is(reading, word, PARTICLE_AS_OF))
			continue;
		/* English "of" and "at" need their "as". */
		bool english = strcmp(reading->rules->tag, "en") == 0 && !bytes_equal(reading_norm(reading, word), bytes_of_string("by"));
		return !english || (word > figure->sentence_start && bytes_equal(reading_norm(reading, word - 1), bytes_of_string("as")));
	}
	for (uint32_t word = end; word < end + 3 && word < figure->sentence_end; word++) {
		struct bytes rest = bytes_of(reading->document->norm.data + reading->document->words[word].norm_start,
		                             reading->document->norm.length - reading->document->words[word].norm_start);
		bool japanese = rest.length >= 6 && (memcmp(rest.data, "現在", 6) == 0 || memcmp(rest.data, "時点", 6) == 0);
		if (japanese || language_word_in(reading_norm(reading, word), behind_words))
			return true;
	}
	bool chinese = date->word_start >= figure->sentence_start + 2 && strcmp(reading->rules->tag, "zh") == 0 &&
	               bytes_equal(reading_norm(reading, date->word_start - 2), bytes_of_string("截")) &&
	               bytes_equal(reading_norm(reading, date->word_start - 1), bytes_of_string("至"));
	return chinese;
}

/* The year that makes history of a count of people: named in its sentence, over, and not the start of a stretch of time
 * ("the most since 2008"). 0 when there is none. */
static int32_t past_year(const struct reading *reading, const struct claims_input *input, const struct figure *figure, uint8_t counted)
{
	const struct figure *first = figure, *end = input->figures + input->figures_count;
	static const char since[] = " since seit desde depuis dal sejak с од od sedan siden din από منذ از ";
	bool people = counted != COUNTED_NONE && counted != COUNTED_VOTES && counted != COUNTED_SEATS;
	if (!people)
		return 0;
	int32_t now = calendar_date_of(calendar_day_of_time(input->written)).year;
	while (first > input->figures && first[-1].sentence == figure->sentence)
		first--;
	for (const struct figure *year = first; year < end && year->sentence == figure->sentence; year++) {
		if (year->kind != FIGURE_YEAR || year->exact < YEAR_PAST_MIN || (int32_t)year->exact >= now)
			continue;
		bool after_since = year->word_start > figure->sentence_start && language_word_in(reading_norm(reading, year->word_start - 1), since);
		if (!after_since)
			return (int32_t)year->exact;
	}
	return 0;
}

static void set_as_of(const struct reading *reading, const struct claims_input *input, const struct figure *figure, struct claim *claim)
{
	claim->as_of = input->written;
	claim->as_of_basis = AS_OF_PUBLISHED;
	if (input->written == CLOCK_ABSENT)
		return;
	int32_t year = past_year(reading, input, figure, claim->counted);
	if (year != 0) {
		claim->as_of = (clock_ms)calendar_day((struct calendar_date){ year, 1, 1 }) * CLOCK_DAY;
		claim->as_of_basis = AS_OF_STATED;
		return;
	}
	for (uint32_t i = 0; i < input->dates_count; i++) {
		const struct date *date = &input->dates[i];
		if (date->word_start < figure->sentence_start || date->word_start >= figure->sentence_end || date->last_day == DATE_UNRESOLVED ||
		    !says_as_of(reading, figure, date))
			continue;
		clock_ms day = (clock_ms)date->last_day * CLOCK_DAY;
		if (day + date->until_hour * CLOCK_HOUR <= input->written) {
			claim->as_of = day + date->from_hour * CLOCK_HOUR;
			claim->as_of_basis = AS_OF_STATED;
			return;
		}
	}
}

uint32_t claims_collect(const struct claims_input *input, struct arena *arena, struct claim **ret_claims)
{
	struct chooser *chooser = arena_take(arena, sizeof *chooser);
	chooser->input = input;
	chooser->count = 0;
	choose_all(input->reading, chooser);
	struct claim authors[AUTHORS_MAX];
	uint32_t authors_count = authors_collect(input, authors);
	keep_best(chooser, RECORD_CLAIMS_MAX - authors_count);
	struct claim *claims = arena_take_cleared(arena, chooser->count + authors_count + 1, sizeof *claims);
	for (uint32_t i = 0; i < chooser->count; i++) {
		const struct figure *figure = &input->figures[chooser->chosen[i].figure];
		struct claim *claim = &claims[i];
		claim->kind = figure->kind;
		claim->counted = chooser->chosen[i].counted;
		claim->bound = figure->bound;
		claim->unit = figure->unit;
		claim->currency = figure->currency;
		claim->vague = figure->vague;
		claim->cumulative = is_cumulative(input, chooser->chosen[i].figure);
		claim->hard = figure->hard;
		claim->line = (uint16_t)(figure->line < RECORD_LINES_MAX ? figure->line : RECORD_LINES_MAX - 1);
		claim->sentence_number = (uint16_t)(figure->sentence < UINT16_MAX ? figure->sentence : UINT16_MAX);
		claim->exact = figure->exact;
		claim->low = figure->low;
		claim->high = figure->high;
		set_as_of(input->reading, input, figure, claim);
		figure_text_copy(input->reading, figure, claim);
		claim_context_set(input->reading, figure, claim);
	}
	memcpy(claims + chooser->count, authors, authors_count * sizeof *authors);
	*ret_claims = claims;
	return chooser->count + authors_count;
}
