#include "placing.h"

#include <math.h>
#include <stdlib.h>

#include "hash.h"
#include "number_text.h"
#include "reading.h"
#include "utf8.h"

#define ANCHORS_SEEN_MAX 2048 /* of a text with more the rest is not looked at */
#define BORDER_BITS 10
#define KEYS_OF_WORD_MAX 4
#define STEM_LETTERS 5       /* of words that are longer */
#define ROMAN_LENGTH_MAX 8
#define HAN_LETTERS 3    /* a Han character or kana says about as much as three letters */
#define HANGUL_LETTERS 2
#define MULTIPLIER_MAX 16 /* powers of ten */
#define DAWN_CLOCKS " sw am om so " /* languages that count the hours from six in the morning */

struct placer {
	struct reading reading;
	const struct claims_input *input;
	struct arena *arena;
	struct placed_figure *figures;
	uint32_t figures_count;
	struct placed_key *anchors;
	uint32_t anchors_count;
	uint32_t next_figure; /* of the input's */
	uint32_t next_word;   /* where it begins; 0 at first, UINT32_MAX behind the last */
	uint32_t next_date;
	uint32_t place, sentence;
	uint16_t sentence_number; /* the sentence as a record holds it */
	uint16_t line;
};

__attribute__((noinline)) static uint32_t letters_of(const struct document *document, const struct word *word)
{
	uint32_t points = (uint32_t)utf8_count(bytes_of(document->norm.data + word->norm_start, word->norm_length));
	if (word->script == SCRIPT_HAN || word->script == SCRIPT_HIRAGANA || word->script == SCRIPT_KATAKANA)
		return points * HAN_LETTERS;
	return word->script == SCRIPT_HANGUL ? points * HANGUL_LETTERS + 1 : points + 1;
}

static void add_reading(struct placed_figure *placed, double value)
{
	for (uint32_t i = 0; i < placed->readings_count; i++)
		if (placed->readings[i] == value)
			return;
	if (placed->readings_count < PLACED_READINGS_MAX)
		placed->readings[placed->readings_count++] = value;
}

static bool is_power_of_ten(double ratio)
{
	double power = 10.0;
	for (int i = 1; i < MULTIPLIER_MAX && ratio > 2.0; i++, power *= 10.0)
		if (ratio > power * (1.0 - 1e-9) && ratio < power * (1.0 + 1e-9))
			return true;
	return false;
}

static void add_digits_of(const struct placer *placer, uint32_t word, struct placed_figure *placed)
{
	struct number_text number;
	if (number_text_read(reading_norm(&placer->reading, word), placer->reading.decimal, &number))
		add_reading(placed, number.value);
}

/* 9/10 is a fraction, or two days, or a day of a month: it excuses whatever it may be, and contradicts nothing. */
static void add_parts(const struct placer *placer, const struct figure *figure, struct placed_figure *placed)
{
	uint32_t last = figure->word_start + figure->word_count - 1;
	if (last == figure->word_start || !bytes_equal(reading_gap(&placer->reading, last), bytes_of_string("/")))
		return;
	placed->hard = false;
	add_digits_of(placer, last - 1, placed);
	add_digits_of(placer, last, placed);
}

/* What the digits say without the multiplier, and with the separator read the other way. */
static void add_other_readings(const struct placer *placer, const struct figure *figure, struct placed_figure *placed)
{
	struct bytes norm = reading_norm(&placer->reading, figure->word_start);
	struct number_text number, other;
	size_t start = 0;
	for (size_t at = 0; at < norm.length; start = at)
		if (number_digit(utf8_next(norm.data, &at)) >= 0)
			break;
	struct bytes digits = bytes_of(norm.data + start, norm.length - start);
	char decimal = placer->reading.decimal;
	if (start >= norm.length || !number_text_read(digits, decimal, &number))
		return;
	if (number.value > 0.0 && is_power_of_ten(figure->exact / number.value))
		add_reading(placed, number.value);
	if (number.doubtful && number_text_read(digits, decimal == '.' ? ',' : '.', &other) && number.value > 0.0)
		add_reading(placed, other.value * (figure->exact / number.value));
}

/* The hundred in "pour cent". */
static bool is_percent_word(const struct reading *reading, const struct figure *figure)
{
	for (uint32_t i = reading_hits_from(reading, figure->word_start > 0 ? figure->word_start - 1 : 0);
	     i < reading->hits_count && reading->hits[i].word <= figure->word_start; i++)
		if (reading->hits[i].kind == LEXICON_PERCENT && reading->hits[i].word + reading->hits[i].words > figure->word_start)
			return true;
	return false;
}

/* The day whose number a figure is, where the text gives day and month. */
static int32_t date_of(struct placer *placer, const struct figure *figure)
{
	const struct claims_input *input = placer->input;
	while (placer->next_date < input->dates_count &&
	       input->dates[placer->next_date].word_start + input->dates[placer->next_date].word_count <= figure->word_start)
		placer->next_date++;
	if (!figure->dated || placer->next_date == input->dates_count)
		return 0;
	const struct date *date = &input->dates[placer->next_date];
	bool given = date->basis == DATE_WRITTEN || date->basis == DATE_DAY;
	bool here = date->word_start <= figure->word_start && figure->exact == date->day;
	return given && here && date->first_day == date->last_day && date->first_day != DATE_UNRESOLVED ? date->first_day : 0;
}

static void place_figure(struct placer *placer, const struct figure *figure)
{
	if (!figure->hard && is_percent_word(&placer->reading, figure))
		return;
	if (placer->figures_count == RECORD_FIGURES_MAX)
		return;
	struct placed_figure *placed = &placer->figures[placer->figures_count++];
	*placed = (struct placed_figure){ .readings = { figure->exact }, .readings_count = 1, .low = figure->low, .high = figure->high,
		.currency = figure->currency, .place = placer->place, .line = placer->line, .kind = figure->kind,
		.sentence_number = placer->sentence_number, .bound = figure->bound,
		.unit = figure->unit, .counted = figure->counted, .hard = figure->hard, .vague = figure->vague };
	if (figure->vague && figure->high < HUGE_VAL)
		add_reading(placed, figure->high);
	placed->date = date_of(placer, figure);
	placed->field = figure->text.field;
	placed->received_bytes = figure->text.received_bytes;
	placed->received_points = figure->text.received_points;
	if (figure->kind == FIGURE_TIME && reading_is_language(&placer->reading, DAWN_CLOCKS))
		add_reading(placed, figure->exact < 12.0 ? figure->exact + 6.0 : figure->exact - 6.0);
	if (!figure->hard)
		return;
	add_other_readings(placer, figure, placed);
	add_parts(placer, figure, placed);
	if (figure->kind == FIGURE_YEAR && figure->exact >= 1000.0)
		add_reading(placed, figure->exact - 100.0 * floor(figure->exact / 100.0));
	placed->raw = figure->text.raw;
	placed->sentence = figure->text.sentence;
}

static void place_soft(struct placer *placer, double value, enum figure_kind kind)
{
	if (placer->figures_count == RECORD_FIGURES_MAX)
		return;
	placer->figures[placer->figures_count++] = (struct placed_figure){ .readings = { value }, .readings_count = 1, .low = value,
		.high = value, .place = placer->place, .line = placer->line, .kind = (uint8_t)kind, .sentence_number = placer->sentence_number };
}

/* The value of a Roman numeral, of a word that has capitals; 0 when it is none. */
static double roman_of(const struct reading *reading, uint32_t word)
{
	static const char letters[] = "ivxlcdm";
	static const int values[] = { 1, 5, 10, 50, 100, 500, 1000 };
	uint8_t flags = reading->document->words[word].flags;
	struct bytes norm = reading_norm(reading, word);
	int sum = 0, before = 0;
	if (norm.length > ROMAN_LENGTH_MAX || (flags & (norm.length > 1 ? WORD_UPPER_ALL : WORD_UPPER_FIRST)) == 0)
		return 0.0;
	for (size_t i = norm.length; i-- > 0;) {
		const char *letter = memchr(letters, norm.data[i], sizeof letters - 1);
		if (letter == NULL)
			return 0.0;
		int value = values[letter - letters];
		sum += value < before ? -value : value;
		before = value > before ? value : before;
	}
	return sum > 0 ? sum : 0.0;
}

static inline void add_anchor(struct placer *placer, uint64_t key)
{
	if (placer->anchors_count < ANCHORS_SEEN_MAX)
		placer->anchors[placer->anchors_count++] = (struct placed_key){ (uint32_t)key, placer->place, placer->sentence_number, placer->line };
}

static void place_names(struct placer *placer, uint32_t word)
{
	const uint64_t *ids;
	uint32_t count = word_keys_of(&placer->reading, word, &ids);
	for (uint32_t i = 0; i < count && i < KEYS_OF_WORD_MAX; i++)
		add_anchor(placer, ids[i]);
}

/* Long words that begin alike are mostly of one stem: in one language and its kin, and in the words that languages have in
 * common (minister, Ministerin, ministro). */
__attribute__((noinline)) static void place_stem(struct placer *placer, const struct word *word)
{
	const uint8_t *text = placer->reading.document->norm.data + word->norm_start;
	size_t end = 0;
	for (uint32_t i = 0; i < STEM_LETTERS && end < word->norm_length; i++)
		end += utf8_bytes(text[end]);
	if (end < word->norm_length)
		add_anchor(placer, hash_bytes_seeded(bytes_of(text, end), 'S'));
}

/* What the lexicon knows in every language: things, what is done and counted, units. */
#define KINDS_OF_MEANINGS (1u << LEXICON_CONCEPT | 1u << LEXICON_ACT | 1u << LEXICON_COUNTED | 1u << LEXICON_UNIT | 1u << LEXICON_CURRENCY | \
                           1u << LEXICON_WEEKDAY)

/* The lexicon's words; of several months the first. */
static void place_hits(struct placer *placer, uint32_t word)
{
	const struct reading *reading = &placer->reading;
	bool month = false;
	for (uint32_t i = reading_hits_from(reading, word); i < reading->hits_count && reading->hits[i].word == word; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if ((KINDS_OF_MEANINGS >> hit->kind & 1) != 0)
			add_anchor(placer, hash_mix(hit->value ^ (uint64_t)hit->kind << 56));
		if (hit->kind == LEXICON_MONTH && !month)
			place_soft(placer, (double)hit->value, FIGURE_ORDINAL);
		month |= hit->kind == LEXICON_MONTH;
	}
}

/* The figures that begin at a word; those of dropped lines are passed over. */
static void place_figures(struct placer *placer, uint32_t word)
{
	const struct claims_input *input = placer->input;
	for (; placer->next_figure < input->figures_count && input->figures[placer->next_figure].word_start <= word; placer->next_figure++)
		if (input->figures[placer->next_figure].word_start == word)
			place_figure(placer, &input->figures[placer->next_figure]);
	placer->next_word = placer->next_figure < input->figures_count ? input->figures[placer->next_figure].word_start : UINT32_MAX;
}

#define KINDS_SEEN (KINDS_OF_MEANINGS | 1u << LEXICON_MONTH | 1u << LEXICON_PLACE)

/* What a word has that most have not: meanings, a figure, capitals, a name. Within the loop over words it would take the
 * registers from what most have. */
__attribute__((noinline)) static void place_rare(struct placer *placer, uint32_t word)
{
	const struct word *at = &placer->reading.document->words[word];
	uint32_t kinds = placer->reading.kinds[word];
	if ((kinds & (KINDS_OF_MEANINGS | 1u << LEXICON_MONTH)) != 0)
		place_hits(placer, word);
	if (placer->next_word <= word)
		place_figures(placer, word);
	if ((at->flags & (WORD_UPPER_ALL | WORD_UPPER_FIRST)) != 0) {
		double roman = roman_of(&placer->reading, word);
		if (roman > 0.0)
			place_soft(placer, roman, FIGURE_ORDINAL);
	}
	bool letters = (at->flags & (WORD_LETTERS | WORD_DIGITS)) == WORD_LETTERS;
	bool name = letters && (!reading_has_case(at->script) || (at->flags & WORD_UPPER_FIRST) != 0);
	if ((kinds & 1u << LEXICON_MONTH) == 0 && (name || (kinds & 1u << LEXICON_PLACE) != 0))
		place_names(placer, word);
}

/* So much is read of a word at once, with what stands behind it: nearly all have no more bytes. */
#define WORD_READ 16
#define NOT_ASCII 0x8080808080808080

/* What most words have, a stem and their letters. Whether a word is a long one is anyone's guess, so that of ASCII letters the
 * stem's hash is taken before that is looked at. */
static void place_sentence(struct placer *placer, uint32_t start, uint32_t end)
{
	const struct document *document = placer->reading.document;
	const struct word *words = document->words;
	const uint32_t *kinds = placer->reading.kinds;
	const uint8_t *norm = document->norm.data;
	struct placed_key *anchors = placer->anchors;
	struct placed_key here = { .sentence_number = placer->sentence_number, .line = placer->line };
	uint32_t readable = document->norm.length < WORD_READ ? 0 : (uint32_t)document->norm.length - WORD_READ + 1;
	uint32_t place = placer->place, count = placer->anchors_count;
	for (uint32_t i = start; i < end; i++) {
		const struct word *word = &words[i];
		uint32_t length = word->norm_length, flags = word->flags, seen = kinds[i] & KINDS_SEEN;
		bool cased = reading_has_case(word->script);
		if ((seen | (flags & (WORD_UPPER_ALL | WORD_UPPER_FIRST))) != 0 || !cased || placer->next_word <= i) {
			placer->place = place;
			placer->anchors_count = count;
			place_rare(placer, i);
			count = placer->anchors_count;
		}
		bool stem = ((seen >> LEXICON_MONTH & 1) | (flags & WORD_DIGITS)) == 0;
		uint64_t eight[2] = { NOT_ASCII };
		if (length <= WORD_READ && word->norm_start < readable)
			memcpy(eight, norm + word->norm_start, sizeof eight);
		if (((eight[0] | eight[1]) & NOT_ASCII) != 0) {
			placer->place = place;
			placer->anchors_count = count;
			if (stem && cased)
				place_stem(placer, word);
			count = placer->anchors_count;
			place += letters_of(document, word);
			continue;
		}
		here.key = (uint32_t)XXH3_64bits_withSeed(eight, STEM_LETTERS, 'S');
		here.place = place;
		anchors[count] = here;
		count += (uint32_t)stem & (length > STEM_LETTERS);
		count = count < ANCHORS_SEEN_MAX ? count : ANCHORS_SEEN_MAX;
		place += length + 1;
	}
	placer->place = place;
	placer->anchors_count = count;
}

static int order_by_key(const void *a, const void *b)
{
	const struct placed_key *left = a, *right = b;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

static bool stands_before(const struct placed_key *a, const struct placed_key *b)
{
	return a->place != b->place ? a->place < b->place : a->key < b->key;
}

/* The last in order of the RECORD_ANCHORS_MAX anchors of the lowest keys, of a placer that has more; room is for as many as it
 * has. All but those around it are told by counting the keys' first bits: keys are hashes. */
static struct placed_key border_of(const struct placer *placer, struct placed_key *room)
{
	uint32_t counts[1 << BORDER_BITS] = { 0 }, below = 0, border = 0, count = 0;
	for (uint32_t i = 0; i < placer->anchors_count; i++)
		counts[placer->anchors[i].key >> (32 - BORDER_BITS)]++;
	while (below + counts[border] < RECORD_ANCHORS_MAX)
		below += counts[border++];
	for (uint32_t i = 0; i < placer->anchors_count; i++)
		if (placer->anchors[i].key >> (32 - BORDER_BITS) == border)
			room[count++] = placer->anchors[i];
	qsort(room, count, sizeof *room, order_by_key);
	return room[RECORD_ANCHORS_MAX - below - 1];
}

/* Of too many names those of the lowest keys stay: another text that holds them keeps them as well. */
static void thin_anchors(struct placer *placer)
{
	struct placed_key *anchors = placer->anchors;
	if (placer->anchors_count <= RECORD_ANCHORS_MAX)
		return;
	struct placed_key last = border_of(placer, arena_take(placer->arena, placer->anchors_count * sizeof *anchors));
	uint32_t count = 0;
	for (uint32_t i = 0; i < placer->anchors_count && count < RECORD_ANCHORS_MAX; i++) {
		struct placed_key anchor = anchors[i];
		uint32_t k = count;
		if (order_by_key(&anchor, &last) > 0)
			continue;
		for (; k > 0 && stands_before(&anchor, &anchors[k - 1]); k--) /* in order but for those of one place */
			anchors[k] = anchors[k - 1];
		anchors[k] = anchor;
		count++;
	}
	placer->anchors_count = count;
}

void placing_collect(const struct claims_input *input, struct arena *arena, struct sketch_record *record)
{
	struct placer placer = { .reading = *input->reading, .input = input, .arena = arena };
	const struct document *document = input->reading->document;
	placer.figures = arena_take(arena, RECORD_FIGURES_MAX * sizeof *placer.figures);
	placer.anchors = arena_take(arena, (ANCHORS_SEEN_MAX + 1) * sizeof *placer.anchors);
	for (placer.line = 0; placer.line < document->lines_count && placer.line < RECORD_LINES_MAX; placer.line++) {
		const struct line *line = &document->lines[placer.line];
		uint32_t end = line->word_start + line->word_count;
		for (uint32_t start = line->word_start; start < end; placer.sentence++) {
			uint32_t sentence_end = placer.reading.sentence_ends[placer.sentence];
			placer.sentence_number = (uint16_t)(placer.sentence < UINT16_MAX ? placer.sentence : UINT16_MAX);
			if (!line->dropped)
				place_sentence(&placer, start, sentence_end);
			start = sentence_end;
		}
	}
	thin_anchors(&placer);
	record->figures = placer.figures;
	record->figures_count = placer.figures_count;
	record->anchors = placer.anchors;
	record->anchors_count = placer.anchors_count;
}
