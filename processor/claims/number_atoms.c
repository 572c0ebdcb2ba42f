#include "number_atoms.h"

#include "figure_beside.h"
#include "number_word.h"
#include "utf8.h"

#define BARE_LETTERS_MIN 4
#define BARE_SYLLABLES_MIN 2 /* 백만 */
#define MEANINGS_MAX 8
#define EXPONENT_MAX 22 /* of 1e10: what a double keeps exactly */

static bool only_digits(const struct reading *reading, uint32_t word)
{
	return (reading->document->words[word].flags & (WORD_DIGITS | WORD_LETTERS)) == WORD_DIGITS;
}

/* 1/2 written as two words with a slash, and no slash more around it. */
static bool slash_fraction(const struct reading *reading, uint32_t word, uint32_t end, double *ret_value)
{
	struct number_text over, under;
	if (word + 1 >= end || !only_digits(reading, word) || !only_digits(reading, word + 1) ||
	    !bytes_equal(reading_gap(reading, word + 1), bytes_of_string("/")) ||
	    (reading_gap(reading, word).length > 0 && memchr(reading_gap(reading, word).data, '/', reading_gap(reading, word).length) != NULL) ||
	    (reading_gap(reading, word + 2).length > 0 && reading_gap(reading, word + 2).data[0] == '/'))
		return false;
	number_text_read(reading_norm(reading, word), reading->decimal, &over);
	number_text_read(reading_norm(reading, word + 1), reading->decimal, &under);
	bool usual = under.value >= 2.0 && (under.value <= 5.0 || under.value == 8.0 || under.value == 10.0 || under.value == 16.0);
	if (over.shape != NUMBER_PLAIN || under.shape != NUMBER_PLAIN || !usual || over.value < 1.0 || over.value >= under.value ||
	    over.leading_zero || under.leading_zero)
		return false;
	*ret_value = over.value / under.value;
	return true;
}

/* One blank, of any width. */
static bool is_blank(struct bytes gap)
{
	static const char *const blanks[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x87" };
	for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
		if (bytes_equal(gap, bytes_of_string(blanks[i])))
			return true;
	return false;
}

/* A decimal mark right before the digits, with nothing before that: .08 */
static bool is_decimal_only(const struct reading *reading, uint32_t word)
{
	struct bytes gap = reading_gap(reading, word);
	if (gap.length == 0 || gap.data[gap.length - 1] != (uint8_t)reading->decimal)
		return false;
	return gap.length == 1 ? word == 0 : gap.data[gap.length - 2] == ' ' || gap.data[gap.length - 2] == '\n' || gap.data[gap.length - 2] == '-';
}

/* Thousands set apart by blanks: the words behind that are three digits each join the number. The day before "300 people"
 * must not: a month before the first group says that it is one. */
static uint32_t join_groups(const struct reading *reading, uint32_t word, uint32_t end, struct number_text *number)
{
	if (number->shape != NUMBER_PLAIN || number->digits > 3 || number->leading_zero || number->value == 0.0 ||
	    number->length != reading->document->words[word].norm_length || reading_hit_before(reading, word, 2, LEXICON_MONTH) != NULL)
		return word + 1;
	uint32_t next = word + 1;
	for (; next < end && is_blank(reading_gap(reading, next)) && next - word < 6; next++) {
		struct number_text group;
		struct bytes norm = reading_norm(reading, next);
		if ((reading->document->words[next].flags & WORD_DIGITS) == 0 || !number_text_read(norm, reading->decimal, &group) ||
		    group.parts[0].digits != 3 || group.parts_count > 2 || (group.shape != NUMBER_PLAIN && group.shape != NUMBER_DECIMAL))
			break;
		bool last = group.shape == NUMBER_DECIMAL || group.length != norm.length;
		number->value = number->value * 1000.0 + group.value;
		number->decimals = group.decimals;
		number->digits = (uint16_t)(number->digits + group.digits);
		number->shape = NUMBER_GROUPED;
		number->length = group.length;
		if (last)
			return next + 1;
	}
	return next;
}

/* What stands in a word before its digits: an Arabic or Hebrew particle, a currency, a Korean ordinal's sign, or letters
 * that make a name of it. False when the word holds no number. */
static bool read_before_digits(const struct reading *reading, struct bytes norm, size_t *ret_at, struct number_phrase *phrase)
{
	size_t at = 0, runs = 0;
	bool inside = false;
	*ret_at = 0;
	if (norm.data[0] >= '0' && norm.data[0] <= '9')
		return true;
	for (size_t i = 0; i < norm.length;) {
		size_t start = i;
		bool digit = number_digit(utf8_next(norm.data, &i)) >= 0;
		if (digit && !inside && runs++ == 0)
			at = start;
		inside = digit;
	}
	if (runs == 0)
		return false;
	*ret_at = at;
	if (at == 0)
		return true;
	struct bytes before = bytes_of(norm.data, at);
	if (before.data[0] >= 0xd6 && before.data[0] <= 0xdb && at <= 4) { /* Hebrew and Arabic letters in UTF-8 */
		phrase->linked = language_word_in(before, reading->rules->and_words);
		return true;
	}
	if (bytes_equal(before, bytes_of_string("제")) || bytes_equal(before, bytes_of_string("第"))) {
		phrase->ordinal = true;
		return true;
	}
	if (bytes_equal(before, bytes_of_string("m")) && runs <= 2 && norm.length <= 5)
		phrase->magnitude = true;
	struct lexicon_hit hits[MEANINGS_MAX];
	uint32_t count = before.data[0] < 0x80 ? lexicon_lookup(before, reading->language, hits, MEANINGS_MAX) : 0;
	for (uint32_t i = 0; i < count; i++)
		if (hits[i].kind == LEXICON_CURRENCY)
			phrase->currency = (uint32_t)hits[i].value;
	phrase->code = !phrase->magnitude && phrase->currency == 0;
	return runs == 1 || !phrase->code;
}

/* The last ASCII letter of a word, marks of writing direction behind it left out, is a capital. */
static bool is_capital(const struct reading *reading, uint32_t word)
{
	uint32_t start = reading->document->words[word].plain_start, end = reading_plain_end(reading, word);
	const uint8_t *plain = reading->document->plain.data;
	while (end > start && plain[end - 1] >= 0x80)
		end--;
	return end > start && plain[end - 1] >= 'A' && plain[end - 1] <= 'Z';
}

/* Where the first digit stands; the text's length when it has none. */
static size_t first_digit(struct bytes text)
{
	size_t at = 0;
	while (at < text.length) {
		size_t next = at;
		if (number_digit(utf8_next(text.data, &next)) >= 0)
			break;
		at = next;
	}
	return at;
}

static void add_fraction(struct atom *atom, double fraction)
{
	atom->value += fraction;
	atom->decimals = 4;
}

/* 5½, 5 1/2; and 1/2 alone. */
static void join_fraction(const struct reading *reading, uint32_t word, uint32_t last, uint32_t end, struct atom *digits,
                          struct number_phrase *phrase)
{
	double fraction;
	struct bytes gap = reading_gap(reading, last + 1);
	size_t start = 0;
	if (beside_is_space(gap) && (last + 1 >= end || (reading->document->words[last + 1].flags & WORD_DIGITS) == 0))
		return;
	if (number_vulgar(gap, &start, &fraction) != 0 && start <= 1) {
		add_fraction(digits, fraction);
	} else if (last + 1 < end && phrase->shape == NUMBER_PLAIN && is_blank(reading_gap(reading, last + 1)) &&
	           slash_fraction(reading, last + 1, end, &fraction)) {
		add_fraction(digits, fraction);
		digits->word_end = last + 3;
	} else if (slash_fraction(reading, word, end, &fraction)) {
		digits->value = 0.0;
		add_fraction(digits, fraction);
		digits->word_end = word + 2;
		phrase->shape = NUMBER_FRACTION;
	}
}

/* 1e10: the letter and one or two digits behind it, the word's end. Returns the bytes read. */
static size_t take_exponent(struct bytes behind, struct number_text *number)
{
	if (behind.length < 2 || behind.length > 3 || behind.data[0] != 'e' || (number->shape != NUMBER_PLAIN && number->shape != NUMBER_DECIMAL))
		return 0;
	int exponent = 0;
	for (size_t i = 1; i < behind.length; i++) {
		if (behind.data[i] < '0' || behind.data[i] > '9')
			return 0;
		exponent = exponent * 10 + behind.data[i] - '0';
	}
	if (exponent > EXPONENT_MAX)
		return 0;
	number->value = number_scaled(number->value, number->decimals, exponent);
	number->decimals = 0;
	return behind.length;
}

/* 1.1^23, 2^-1. */
static void join_power(const struct reading *reading, uint32_t last, uint32_t end, struct atom *digits)
{
	struct number_text number;
	struct bytes gap = reading_gap(reading, last + 1);
	if (last + 1 >= end || gap.length == 0 || gap.length > 2 || gap.data[0] != '^' || !only_digits(reading, last + 1) ||
	    (gap.length == 2 && gap.data[1] != '-' && gap.data[1] != '+') || !number_text_read(reading_norm(reading, last + 1), reading->decimal, &number) ||
	    number.shape != NUMBER_PLAIN || number.digits > 3)
		return;
	double power = 1.0;
	for (int i = 0; i < (int)number.value && power < NUMBER_TEXT_VALUE_MAX; i++)
		power *= digits->value;
	power = power < NUMBER_TEXT_VALUE_MAX ? power : NUMBER_TEXT_VALUE_MAX;
	if (gap.length == 2 && gap.data[1] == '-')
		power = power > 0.0 ? 1.0 / power : 0.0;
	digits->value = digits->high = power;
	digits->decimals = NUMBER_DECIMALS_MAX;
	digits->word_end = last + 2;
}

uint32_t atoms_read_digits(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                           struct atom ret_atoms[2], struct number_phrase *phrase)
{
	struct bytes norm = reading_norm(reading, word);
	size_t at = offset;
	struct number_text number;
	if (offset == 0 && !read_before_digits(reading, norm, &at, phrase))
		return 0;
	if (!number_text_read(bytes_of(norm.data + at, norm.length - at), reading->decimal, &number))
		return 0;
	uint32_t last = word;
	if (at == 0 && number.shape == NUMBER_PLAIN && is_decimal_only(reading, word)) { /* .08 */
		number.value = number.value / number_scaled(1.0, 0, number.digits < 18 ? number.digits : 18);
		number.shape = NUMBER_DECIMAL;
	}
	number.length = (uint16_t)(number.length + at);
	if (number.shape == NUMBER_PLAIN && at == 0)
		last = join_groups(reading, word, end, &number) - 1;
	struct atom *digits = &ret_atoms[0];
	*digits = (struct atom){ .kind = ATOM_DIGITS, .value = number.value, .high = number.value, .decimals = number.decimals,
		                 .word_end = last + 1, .linked = phrase->linked };
	phrase->offset = (uint16_t)at;
	phrase->shape = number.shape;
	phrase->digits = number.parts[0].digits;
	phrase->leading_zero = number.leading_zero;
	phrase->mixed = number.mixed;
	phrase->doubtful = number.doubtful;
	if (number.shape == NUMBER_POINTED || number.shape == NUMBER_LISTED) { /* one at a time: the caller comes back */
		digits->offset_end = (uint16_t)(at + number.parts[0].length);
		return 1;
	}
	struct bytes whole = reading_norm(reading, last);
	number.length = (uint16_t)(number.length + take_exponent(bytes_of(whole.data + number.length, whole.length - number.length), &number));
	digits->value = digits->high = number.value;
	digits->decimals = number.decimals;
	if (number.length < whole.length) {
		struct bytes behind = bytes_of(whole.data + number.length, whole.length - number.length);
		attached_read(reading, behind, money || phrase->currency != 0, is_capital(reading, last), &phrase->attached);
		if (number.digits == 1 && phrase->attached.exponent == 9 && bytes_equal(behind, bytes_of_string("g"))) /* 5G */
			phrase->attached = (struct attached){ .length = phrase->attached.length, .mark = MARK_CODE };
		size_t known = phrase->attached.length;
		if (first_digit(behind) < behind.length) {
			if (known > 0 && first_digit(behind) == known) /* 1만2천, 8h40 */
				digits->offset_end = (uint16_t)(number.length + known);
			else
				phrase->code = true;
		}
	} else if (number.shape == NUMBER_PLAIN || number.shape == NUMBER_GROUPED) {
		join_fraction(reading, word, last, end, digits, phrase);
	}
	join_power(reading, last, end, digits);
	if (phrase->attached.exponent == 0)
		return 1;
	ret_atoms[1] = (struct atom){ .kind = ATOM_MULTIPLIER, .exponent = phrase->attached.exponent, .word_end = last + 1,
		                      .offset_end = digits->offset_end };
	return 2;
}

static bool is_numeral(uint8_t kind)
{
	return (READING_NUMERALS >> kind & 1) != 0;
}

/* Which of two meanings of the same words is meant: behind a number it multiplies, alone it is the quantity. */
static int preference(uint8_t kind, bool follows)
{
	static const uint8_t behind[] = { LEXICON_MULTIPLIER, LEXICON_NUMBER, LEXICON_FRACTION, LEXICON_VAGUE, LEXICON_ORDINAL };
	static const uint8_t alone[] = { LEXICON_VAGUE, LEXICON_NUMBER, LEXICON_MULTIPLIER, LEXICON_ORDINAL, LEXICON_FRACTION };
	const uint8_t *order = follows ? behind : alone;
	for (int i = 0; i < 5; i++)
		if (order[i] == kind)
			return 5 - i;
	return 0;
}

/* An abbreviation is a multiplier behind a number only; "mil", "yüz" and their like are in the lexicon as numbers too. */
static bool may_stand_alone(const struct reading *reading, const struct lexicon_hit *hit)
{
	struct bytes norm = reading_norm(reading, hit->word);
	size_t least = reading->document->words[hit->word].script == SCRIPT_HANGUL ? BARE_SYLLABLES_MIN : BARE_LETTERS_MIN;
	return hit->kind != LEXICON_MULTIPLIER || utf8_count(norm) >= least ||
	       (reading->document->words[hit->word].flags & WORD_CHARACTER) != 0;
}

static const struct lexicon_hit *numeral_at(const struct reading *reading, uint32_t word, bool follows)
{
	const struct lexicon_hit *best = NULL;
	uint32_t other = 0;
	for (uint32_t i = reading_hits_from(reading, word); i < reading->hits_count && reading->hits[i].word == word; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if (!is_numeral(hit->kind)) {
			/* Longer words that begin like a numeral are none: 一月, 三陟. */
			if (hit->words > other && hit->kind != LEXICON_BOUND && hit->kind != LEXICON_CONCEPT)
				other = hit->words;
			continue;
		}
		if (!follows && !may_stand_alone(reading, hit))
			continue;
		/* "640 m" are metres; only written on to a sum of money is m a million. */
		if (hit->kind == LEXICON_MULTIPLIER && reading->document->words[word].norm_length == 1 && reading_hit(reading, word, LEXICON_UNIT) != NULL)
			continue;
		/* "Millionen Menschen" is vague alone; behind 1,7 the first word multiplies. */
		bool over_vague = follows && best != NULL && best->kind == LEXICON_VAGUE && hit->kind == LEXICON_MULTIPLIER;
		bool under_multiplier = follows && best != NULL && best->kind == LEXICON_MULTIPLIER && hit->kind == LEXICON_VAGUE;
		if (best == NULL || over_vague || (hit->words > best->words && !under_multiplier) ||
		    (hit->words == best->words && preference(hit->kind, follows) > preference(best->kind, follows)))
			best = hit;
	}
	return best != NULL && other > best->words ? NULL : best;
}

/* The fraction behind a whole number that says how many such parts: three fifths, zwei Drittel. Quarters and halves are other
 * things as well (of the year, of a match), so that only three quarters, and halves where they are adjectives, are meant. */
static const struct lexicon_hit *parts_behind(const struct reading *reading, double number, uint32_t word, uint32_t end)
{
	if (word >= end || (reading->document->words[word].gap != GAP_SPACE && reading->document->words[word].gap != GAP_HYPHEN &&
	                    reading->document->words[word].gap != GAP_NONE))
		return NULL;
	const struct lexicon_hit *hit = reading_hit(reading, word, LEXICON_FRACTION);
	if (hit == NULL || lexicon_fraction_over(hit->value) != 1 || word + hit->words > end)
		return NULL;
	uint32_t under = lexicon_fraction_under(hit->value);
	if (under == 2 && !reading_is_language(reading, " de nl "))
		return NULL;
	bool whole = number >= 1.0 && number < 1000.0 && (under != 4 || number == 3.0 || number == 1.0);
	/* In Arabic three to ten count parts in the plural; what is more is divided as a whole, which number_phrase.c does. */
	bool counts = strcmp(reading->rules->tag, "ar") != 0 || (number >= 3.0 && number <= 10.0);
	return whole && counts ? hit : NULL;
}

/* Whether the prefix that a hit leaves out is the Arabic or Hebrew "and". */
static bool prefix_links(const struct reading *reading, const struct lexicon_hit *hit)
{
	struct bytes norm = reading_norm(reading, hit->word);
	return hit->skipped >= 2 && language_word_in(bytes_of(norm.data, 2), reading->rules->and_words);
}

/* Arabic خمس is five, and a fifth where it does not count: behind it nothing stands, or what it is a part of. Behind other
 * numbers number_phrase.c sees whether a five fits. */
static void note_fraction(const struct reading *reading, const struct lexicon_hit *hit, bool follows, uint32_t end, struct atom *atom)
{
	if ((reading->document->words[hit->word].script) != SCRIPT_ARABIC)
		return;
	const struct lexicon_hit *fraction = reading_hit(reading, hit->word, LEXICON_FRACTION);
	if (fraction == NULL || fraction->words != hit->words)
		return;
	uint32_t behind = atom->word_end;
	atom->under = lexicon_fraction_over(fraction->value) == 1 ? lexicon_fraction_under(fraction->value) : 0;
	atom->part = (double)lexicon_fraction_over(fraction->value) / lexicon_fraction_under(fraction->value);
	bool last = behind >= end || reading->document->words[behind].gap == GAP_MARK;
	const struct lexicon_hit *of = last ? NULL : reading_hit(reading, behind, LEXICON_NUMBER);
	/* خمس السكان, a fifth of the people: of what has the article; خمس آلاف is five thousand. */
	struct bytes next = last ? bytes_of(NULL, 0) : reading_norm(reading, behind);
	bool of_thing = next.length > 8 && memcmp(next.data, "\xd8\xa7\xd9\x84", 4) == 0 && reading_hit(reading, behind, LEXICON_MULTIPLIER) == NULL;
	bool of_number = of != NULL && (of->skipped > 0 || reading_hit(reading, behind, LEXICON_FRACTION) != NULL);
	if (follows || atom->under == 0 || (!last && !of_number && !of_thing))
		return;
	atom->kind = ATOM_FRACTION;
	atom->value = atom->high = atom->part;
	atom->decimals = 4;
}

static void take_parts(const struct reading *reading, uint32_t end, struct atom *atom)
{
	const struct lexicon_hit *parts = parts_behind(reading, atom->value, atom->word_end, end);
	if (parts == NULL)
		return;
	atom->kind = ATOM_FRACTION;
	atom->value = atom->high = atom->value / lexicon_fraction_under(parts->value);
	atom->decimals = 4;
	atom->parts = true;
	atom->word_end = parts->word + parts->words;
}

bool atoms_read_spelled(const struct reading *reading, uint32_t word, uint32_t end, bool follows, struct atom *ret_atom)
{
	const struct word *at = &reading->document->words[word];
	if (reading->language == LANGUAGE_UNKNOWN || (at->flags & WORD_DIGITS) != 0 || atoms_none_spelled(reading, word, follows))
		return false;
	const struct lexicon_hit *hit = numeral_at(reading, word, follows);
	double value;
	bool inflected = hit != NULL && hit->kind == LEXICON_VAGUE && hit->words == 1 && lexicon_vague_low(hit->value) >= 1000;
	if (follows && (hit == NULL || inflected)) { /* 965,4 milionům */
		struct bytes norm = reading_norm(reading, word);
		int exponent = bytes_equal(norm, bytes_of_string("k")) ? 3 : multiplier_stem_exponent(norm);
		*ret_atom = (struct atom){ .kind = ATOM_MULTIPLIER, .exponent = (int8_t)exponent, .word_end = word + 1 };
		if (exponent > 0)
			return true;
	}
	if (hit == NULL || word + hit->words > end) {
		if (follows && reading_is(reading, word, PARTICLE_ONE)) {
			*ret_atom = (struct atom){ .kind = ATOM_NUMBER, .value = 1.0, .high = 1.0, .word_end = word + 1, .article = true };
			return true;
		}
		if ((at->flags & WORD_CHARACTER) != 0 || !number_word_read(reading, reading_norm(reading, word), &value))
			return false;
		*ret_atom = (struct atom){ .kind = ATOM_NUMBER, .value = value, .high = value, .word_end = word + 1 };
		return true;
	}
	*ret_atom = (struct atom){ .word_end = word + hit->words, .linked = prefix_links(reading, hit), .definite = hit->skipped > 0,
		                   .character = (at->flags & WORD_CHARACTER) != 0 && hit->words == 1 };
	switch ((enum lexicon_kind)hit->kind) {
	case LEXICON_VAGUE:
		ret_atom->kind = ATOM_VAGUE;
		ret_atom->value = (double)lexicon_vague_low(hit->value);
		ret_atom->high = (double)lexicon_vague_high(hit->value);
		return true;
	case LEXICON_MULTIPLIER:
		ret_atom->exponent = (int8_t)multiplier_exponent(hit);
		ret_atom->kind = ret_atom->exponent > 0 ? ATOM_MULTIPLIER : ATOM_DOZEN;
		return true;
	case LEXICON_FRACTION:
		ret_atom->kind = ATOM_FRACTION;
		ret_atom->value = ret_atom->high = (double)lexicon_fraction_over(hit->value) / lexicon_fraction_under(hit->value);
		ret_atom->under = lexicon_fraction_over(hit->value) == 1 ? lexicon_fraction_under(hit->value) : 0;
		ret_atom->decimals = 4;
		return true;
	default:
		ret_atom->kind = hit->kind == LEXICON_ORDINAL ? ATOM_ORDINAL : ATOM_NUMBER;
		ret_atom->value = ret_atom->high = (double)hit->value;
		if (ret_atom->kind == ATOM_NUMBER) {
			note_fraction(reading, hit, follows, end, ret_atom);
			take_parts(reading, end, ret_atom);
		}
		return true;
	}
}
