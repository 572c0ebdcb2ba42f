#include "reading.h"

#include "number_text.h"
#include "utf8.h"

#define EVIDENCE_MIN 2
#define ABBREVIATION_MAX 3

/* What all that follows is read from, a bit for each word. */
struct marks {
	uint64_t *digits;  /* it holds digits */
	uint64_t *points;  /* behind a mark that may end a sentence */
	uint64_t *names;   /* as the reading's names_around */
	uint64_t *figures; /* and its figures_begin */
};

/* Months and weekdays are no names, and of what is none by its letters only the lexicon can make a place. */
static inline bool may_be_name(const struct reading *reading, uint32_t word, uint32_t kinds)
{
	return ((known_certainty(reading->names, word) != NAME_NOT) | (kinds >> LEXICON_PLACE & 1)) & ((kinds & READING_OF_DAY) == 0);
}

/* Whether ½ or its like may stand before a word: the first bytes of all of them. */
static bool may_be_vulgar(struct bytes gap)
{
	for (size_t i = 0; i < gap.length; i++)
		if (gap.data[i] == 0xc2 || gap.data[i] == 0xe2)
			return true;
	return false;
}

/* Whether a figure may begin at a word, or a longer word that hides one: false of most. */
static inline bool may_be_figure(const struct reading *reading, uint32_t i, const struct word *word, uint32_t kinds)
{
	uint32_t wanted = (word->flags & WORD_CHARACTER) != 0 ? READING_NUMERALS | READING_HIDING : READING_NUMERALS;
	bool begins = ((word->flags & WORD_DIGITS) | (kinds & wanted) | (1u << SCRIPT_HANGUL >> word->script & 1)) != 0;
	if (reading->has_starts)
		begins |= reading_may_start(reading, i);
	if (word->gap == GAP_MARK)
		begins |= may_be_vulgar(reading_gap(reading, i));
	return begins;
}

static struct marks mark_words(const struct reading *reading, struct arena *arena)
{
	const struct word *words = reading->document->words;
	uint32_t count = reading->document->words_count, groups = (count + 63) / 64;
	uint64_t *bits = arena_take(arena, 4 * groups * sizeof *bits);
	struct marks marks = { .digits = bits, .points = bits + groups, .names = bits + 2 * groups, .figures = bits + 3 * groups };
	for (uint32_t group = 0; group < groups; group++) {
		uint64_t digits = 0, points = 0, names = 0, figures = 0;
		uint32_t first = 64 * group, end = count - first < 64 ? count - first : 64;
		for (uint32_t i = 0; i < end; i++) {
			const struct word *word = &words[first + i];
			uint32_t kinds = reading->kinds[first + i];
			digits = digits >> 1 | (uint64_t)((word->flags & WORD_DIGITS) != 0) << 63;
			points = points >> 1 | (uint64_t)(word->gap == GAP_SENTENCE) << 63;
			names = names >> 1 | (uint64_t)may_be_name(reading, first + i, kinds) << 63;
			figures = figures >> 1 | (uint64_t)may_be_figure(reading, first + i, word, kinds) << 63;
		}
		uint32_t unused = 64 - end; /* of the last */
		marks.digits[group] = digits >> unused;
		marks.points[group] = points >> unused;
		marks.names[group] = names >> unused;
		marks.figures[group] = figures >> unused;
	}
	return marks;
}

static void settle_decimal(struct reading *reading, const uint64_t *digits)
{
	uint32_t commas = 0, points = 0, end = reading->document->words_count;
	for (uint32_t word = reading_next(digits, 0, end); word < end; word = reading_next(digits, word + 1, end)) {
		struct bytes norm = reading_norm(reading, word);
		int evidence = norm.length < 3 ? 0 : number_text_evidence(norm);
		commas += evidence > 0;
		points += evidence < 0;
	}
	if (commas >= EVIDENCE_MIN && points == 0)
		reading->decimal = ',';
	if (points >= EVIDENCE_MIN && commas == 0)
		reading->decimal = '.';
}

#define KINDS_NAMING_DAYS (1u << LEXICON_MONTH | 1u << LEXICON_WEEKDAY)

#define FILL_STEP 4

/* Sets what is not yet filled before an end, FILL_STEP numbers at a time, the first always: those behind the end are set later. */
static inline void fill(uint32_t *numbers, uint32_t *filled, uint32_t end, uint32_t number)
{
	uint32_t at = *filled;
	do
		for (uint32_t i = 0; i < FILL_STEP; i++)
			numbers[at + i] = number;
	while ((at += FILL_STEP) < end);
	*filled = *filled < end ? end : *filled;
}

/* Makes the questions about hits a matter of one look. */
static void index_hits(struct reading *reading, struct arena *arena)
{
	uint32_t words = reading->document->words_count, days = 0, filled = 0;
	uint32_t *first_hits = arena_take(arena, (words + 1 + FILL_STEP) * sizeof *first_hits);
	uint32_t *ended_kinds = arena_take_cleared(arena, 2 * (words + 1) + 2, sizeof *ended_kinds), *kinds = ended_kinds + words + 1;
	uint32_t *day_hits = arena_take(arena, (reading->hits_count + 1) * sizeof *day_hits);
	for (uint32_t i = 0; i < reading->hits_count; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		uint32_t kind = 1u << hit->kind, end = hit->word + hit->words;
		fill(first_hits, &filled, hit->word + 1, i);
		kinds[hit->word] |= kind;
		reading->all_kinds |= kind;
		if (end <= words)
			ended_kinds[end] |= kind;
		if ((kind & (KINDS_NAMING_DAYS | 1u << LEXICON_RELDATE | 1u << LEXICON_DAYPART)) == 0)
			continue;
		day_hits[days++] = i;
		for (uint32_t k = hit->word; k < end && k <= words && (kind & KINDS_NAMING_DAYS) != 0; k++)
			kinds[k] |= READING_OF_DAY;
	}
	fill(first_hits, &filled, words + 1, reading->hits_count);
	reading->first_hits = first_hits;
	reading->kinds = kinds;
	reading->ended_kinds = ended_kinds;
	reading->day_hits = day_hits;
	reading->day_hits_count = days;
}

const struct lexicon_hit *reading_find_hit(const struct reading *reading, uint32_t word, enum lexicon_kind kind)
{
	for (uint32_t i = reading_hits_from(reading, word); i < reading->hits_count && reading->hits[i].word == word; i++)
		if (reading->hits[i].kind == kind)
			return &reading->hits[i];
	return NULL;
}

const struct lexicon_hit *reading_find_hit_before(const struct reading *reading, uint32_t word, uint32_t back, enum lexicon_kind kind)
{
	uint32_t first = word > back ? word - back : 0;
	for (uint32_t i = reading_hits_from(reading, first); i < reading->hits_count && reading->hits[i].word < word; i++)
		if (reading->hits[i].kind == kind && reading->hits[i].word + reading->hits[i].words == word)
			return &reading->hits[i];
	return NULL;
}

bool reading_is_lower(const struct reading *reading, uint32_t word)
{
	const struct word *at = &reading->document->words[word];
	return (at->flags & (WORD_LETTERS | WORD_UPPER_FIRST | WORD_DIGITS)) == WORD_LETTERS && reading_has_case(at->script);
}

/* Only a full stop leaves doubt; an exclamation or question mark and the full stops of other scripts end a sentence. */
static bool only_points(struct bytes gap)
{
	for (size_t i = 0; i < gap.length; i++)
		if (gap.data[i] >= 0x80 || gap.data[i] == '!' || gap.data[i] == '?' || gap.data[i] == '"')
			return gap.data[i] == 0xc2 && i + 1 < gap.length && gap.data[i + 1] == 0xa0; /* a no-break space */
	return true;
}

static bool ends_sentence(const struct reading *reading, uint32_t word)
{
	if (!only_points(reading_gap(reading, word)))
		return true;
	if (reading_is_lower(reading, word))
		return false;
	const struct word *before = &reading->document->words[word - 1];
	if (reading_hit_before(reading, word, 2, LEXICON_BOUND) != NULL) /* ca. 300 */
		return false;
	if ((before->flags & (WORD_DIGITS | WORD_LETTERS)) == WORD_DIGITS)
		return !reading->rules->ordinal_point || before->norm_length > 2 ||
		       (reading_hit(reading, word, LEXICON_MONTH) == NULL && reading_hit(reading, word, LEXICON_UNIT) == NULL);
	if (!reading_has_case(before->script) || (before->flags & WORD_DIGITS) != 0)
		return true;
	size_t letters = utf8_count(reading_norm(reading, word - 1));
	if (letters == 1)
		return false;
	bool title = (before->flags & (WORD_UPPER_FIRST | WORD_UPPER_ALL)) == WORD_UPPER_FIRST;
	return !(title && letters <= ABBREVIATION_MAX);
}

/* A point behind an abbreviation, an initial or an ordinal ends no sentence; a line does. */
static void find_sentences(struct reading *reading, const uint64_t *points, struct arena *arena)
{
	const struct document *document = reading->document;
	uint32_t *ends = arena_take(arena, (document->words_count + 1) * sizeof *ends), count = 0;
	for (uint32_t i = 0; i < document->lines_count; i++) {
		uint32_t start = document->lines[i].word_start, end = start + document->lines[i].word_count;
		for (uint32_t word = reading_next(points, start + 1, end); word < end; word = reading_next(points, word + 1, end))
			if (ends_sentence(reading, word))
				ends[count++] = word;
		if (end > start)
			ends[count++] = end;
	}
	reading->sentence_ends = ends;
}

void reading_open(struct known_names *names, const struct lexicon_hit *hits, uint32_t hits_count, struct arena *arena,
                  struct reading *ret_reading)
{
	const struct language_rules *rules = language_rules_of(lexicon_language_tag(names->language));
	struct reading reading = { .document = names->document, .hits = hits, .hits_count = hits_count, .language = names->language,
		                   .rules = rules, .decimal = rules->decimal, .names = names };
	reading.has_starts = rules->number_starts != NULL || rules->one_words != NULL;
	language_filter_add(&reading.starts, rules->number_starts);
	language_filter_add(&reading.starts, rules->one_words);
	struct particles *particles = arena_take(arena, sizeof *particles);
	particles_init(particles, rules);
	reading.particles = particles;
	index_hits(&reading, arena);
	struct marks marks = mark_words(&reading, arena);
	reading.names_around = marks.names;
	reading.figures_begin = marks.figures;
	settle_decimal(&reading, marks.digits);
	find_sentences(&reading, marks.points, arena);
	reading.word_keys = word_keys_new(names->document->words_count, arena);
	*ret_reading = reading;
}
