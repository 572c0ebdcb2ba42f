#include "number_phrase.h"

#include <math.h>

#include "figure_beside.h"
#include "number_sum.h"
#include "utf8.h"

#define PIECES_MAX 48 /* of one number; a text of number words only is many numbers */

static bool gap_joins(const struct reading *reading, uint32_t word)
{
	uint8_t gap = reading->document->words[word].gap;
	return gap == GAP_NONE || gap == GAP_SPACE || gap == GAP_HYPHEN;
}

/* "Two million, five hundred thousand": a comma behind a great multiplier; and "fifty - two" in a text that writes so. */
static bool mark_joins(const struct reading *reading, const struct atom *before, uint32_t word, uint32_t end)
{
	struct bytes gap = reading_gap(reading, word);
	struct atom next;
	bool comma = bytes_equal(gap, bytes_of_string(", ")) && before->kind == ATOM_MULTIPLIER && before->exponent >= 3 &&
	             atoms_read_spelled(reading, word, end, true, &next) && next.kind == ATOM_NUMBER &&
	             (next.value >= 100.0 || number_multiplier_behind(reading, &next, end) > 0);
	bool hyphen = bytes_equal(gap, bytes_of_string(" - ")) && before->kind == ATOM_NUMBER && before->value >= 20.0 && before->value < 100.0 &&
	              fmod(before->value, 10.0) == 0.0;
	return (comma || hyphen) && (reading->document->words[word].flags & WORD_DIGITS) == 0;
}

/* 1,674.5 G, 12 M€: M and G behind a number with marks in it, or before a currency sign, are no metres and grams; and M is
 * how some languages shorten a million. */
static bool read_capital(const struct reading *reading, uint32_t word, const struct number_phrase *phrase, struct atom *ret_atom)
{
	const struct word *at = &reading->document->words[word];
	if (at->plain_length != 1 || at->gap != GAP_SPACE)
		return false;
	uint8_t letter = reading->document->plain.data[at->plain_start];
	struct bytes gap = reading_gap(reading, word + 1);
	bool currency = gap.length >= 3 && memcmp(gap.data, "\xe2\x82\xac", 3) == 0;
	currency |= gap.length > 0 && gap.data[0] == '$';
	if ((letter != 'M' && letter != 'G') || (phrase->shape != NUMBER_GROUPED && !currency && !(letter == 'M' && reading_is_language(reading, " es fr hu it ca gl eu "))))
		return false;
	*ret_atom = (struct atom){ .kind = ATOM_MULTIPLIER, .exponent = letter == 'M' ? 6 : 9, .word_end = word + 1 };
	return true;
}

/* The piece behind one that ended at word_end, over an "and" or an article. */
static bool next_atom(const struct reading *reading, const struct atom *before, uint32_t end, struct number_phrase *phrase,
                      struct atom ret_atoms[2], uint32_t *ret_count)
{
	if (before->offset_end != 0) { /* in the same word */
		if (before->kind != ATOM_MULTIPLIER)
			return false;
		struct number_phrase inner = { .word_start = 0 };
		*ret_count = atoms_read_digits(reading, before->word_end - 1, before->offset_end, end, false, ret_atoms, &inner);
		phrase->attached = inner.attached;
		return *ret_count > 0;
	}
	uint32_t word = before->word_end;
	if (word >= end || (!gap_joins(reading, word) && (phrase->hard || !mark_joins(reading, before, word, end))))
		return false;
	bool linked = false;
	if (word + 1 < end && gap_joins(reading, word + 1) && reading_is(reading, word, PARTICLE_AND)) {
		linked = true;
		word++;
	} else if (before->kind == ATOM_FRACTION && word + 1 < end && utf8_count(reading_norm(reading, word)) <= 2 &&
	           reading_hit(reading, word + 1, LEXICON_MULTIPLIER) != NULL) {
		word++; /* half a million */
	}
	if (before->kind == ATOM_DIGITS && read_capital(reading, word, phrase, ret_atoms)) {
		*ret_count = 1;
		return true;
	}
	/* "450-ti milionů": an ending written on to the digits with a hyphen. */
	if (before->kind == ATOM_DIGITS && reading->document->words[word].gap == GAP_HYPHEN && word + 1 < end &&
	    (reading->document->words[word].flags & WORD_DIGITS) == 0 &&
	    reading->document->words[word + 1].gap == GAP_SPACE && utf8_count(reading_norm(reading, word)) <= 3 &&
	    atoms_read_spelled(reading, word + 1, end, true, &ret_atoms[0]) && ret_atoms[0].kind == ATOM_MULTIPLIER) {
		*ret_count = 1;
		return true;
	}
	if ((reading->document->words[word].flags & WORD_DIGITS) != 0) {
		struct number_phrase inner = { .word_start = 0 };
		if (reading->document->words[word].gap == GAP_HYPHEN)
			return false;
		*ret_count = atoms_read_digits(reading, word, 0, end, false, ret_atoms, &inner);
		if (*ret_count == 0 || inner.code || inner.shape == NUMBER_POINTED || inner.shape == NUMBER_LISTED)
			return false;
		phrase->attached = inner.attached;
	} else {
		if (!atoms_read_spelled(reading, word, end, true, &ret_atoms[0]))
			return false;
		*ret_count = 1;
	}
	ret_atoms[0].linked |= linked;
	return true;
}

/* The decimals of a spelled number: "zwei Komma drei", "two hundred point zero three". */
static double read_spelled_decimals(const struct reading *reading, uint32_t word, uint32_t end, uint32_t *ret_word_end)
{
	struct number_sum sum;
	number_sum_init(&sum);
	struct atom atom = { .word_end = word }, pieces[2];
	struct number_phrase spelled = { .hard = false };
	double unit = 1.0;
	uint32_t count;
	for (uint32_t read = 0; read < PIECES_MAX && next_atom(reading, &atom, end, &spelled, pieces, &count); read++) {
		if (pieces[0].kind == ATOM_FRACTION && pieces[0].parts && sum.count == 0) { /* ноль целых три сотых */
			*ret_word_end = pieces[0].word_end;
			return pieces[0].value;
		}
		if (pieces[0].kind != ATOM_NUMBER && pieces[0].kind != ATOM_MULTIPLIER)
			break;
		if (sum.count == 0 && pieces[0].kind == ATOM_NUMBER && pieces[0].value == 0.0)
			unit *= 10.0;
		else if (!number_sum_add(reading, &sum, &pieces[0], end))
			break;
		atom = pieces[0];
	}
	*ret_word_end = atom.word_end;
	double decimals = number_sum_value(&sum);
	struct atom under; /* فاصلة ثلاثة من مائة: three hundredths */
	if (reading_is_language(reading, " ar ") && atom.word_end + 1 < end && reading_is(reading, atom.word_end, PARTICLE_OF) &&
	    atoms_read_spelled(reading, atom.word_end + 1, end, false, &under) && under.value >= 100.0 && under.value == number_scale(under.value)) {
		*ret_word_end = under.word_end;
		return decimals / under.value;
	}
	for (double digits = decimals; digits >= 1.0; digits /= 10.0)
		unit *= 10.0;
	return decimals / unit;
}

/* Puts together what follows the first pieces, as long as it fits. */
static void compose(const struct reading *reading, struct atom atom, struct number_sum *sum, uint32_t end, struct number_phrase *phrase)
{
	for (uint32_t read = 0; read < PIECES_MAX; read++) {
		struct atom pieces[2];
		struct attached attached = phrase->attached;
		uint32_t count = 0;
		if (!next_atom(reading, &atom, end, phrase, pieces, &count))
			break;
		struct number_sum before = *sum;
		if (pieces[0].kind == ATOM_ORDINAL && !phrase->hard && sum->count > 0 && pieces[0].value < sum->terms[sum->count - 1].scale) {
			number_sum_push(sum, (struct number_term){ .value = pieces[0].value });
			phrase->ordinal = true;
			phrase->word_end = pieces[0].word_end;
			return;
		}
		bool fits = number_sum_add(reading, sum, &pieces[0], end) && (count < 2 || number_sum_add(reading, sum, &pieces[1], end));
		if (!fits) {
			*sum = before;
			phrase->attached = attached;
			return;
		}
		atom = pieces[count - 1];
		phrase->multiplied |= atom.kind == ATOM_MULTIPLIER || atom.kind == ATOM_DOZEN;
		phrase->word_end = atom.word_end;
		phrase->offset_end = atom.offset_end;
	}
	if (!phrase->hard && (atom.kind == ATOM_NUMBER || atom.kind == ATOM_MULTIPLIER) && atom.offset_end == 0 && atom.word_end + 1 < end &&
	    reading_is(reading, atom.word_end, PARTICLE_POINT)) {
		uint32_t word_end;
		double decimals = read_spelled_decimals(reading, atom.word_end + 1, end, &word_end);
		/* "Con" means with as well: siete con cincuenta, but not dos con cinco heridos. */
		bool with = bytes_equal(reading_norm(reading, atom.word_end), bytes_of_string("con"));
		bool ended = word_end == end || reading->document->words[word_end].gap == GAP_MARK;
		if (word_end > atom.word_end + 1 && (ended || !with)) {
			number_sum_push(sum, (struct number_term){ .value = decimals });
			phrase->decimals = 4;
			phrase->word_end = word_end;
		}
	}
}

/* Dozens; several hundred; 数十万. */
static void read_vague(const struct reading *reading, struct atom atom, uint32_t end, struct number_phrase *phrase)
{
	phrase->vague = atom.high > atom.value;
	phrase->value = atom.value;
	phrase->high = atom.high;
	struct atom next;
	while (atom.word_end < end && gap_joins(reading, atom.word_end) && atoms_read_spelled(reading, atom.word_end, end, true, &next) &&
	       next.kind == ATOM_MULTIPLIER && phrase->high < 1e15) {
		phrase->value *= number_power_of_ten(next.exponent);
		phrase->high *= number_power_of_ten(next.exponent);
		phrase->multiplied = true;
		atom = next;
	}
	phrase->word_end = atom.word_end;
}

/* Swahili says the multiplier first: milioni 125. */
static void multiply_first(const struct reading *reading, struct number_phrase *phrase)
{
	const struct lexicon_hit *hit = reading_hit_before(reading, phrase->word_start, 2, LEXICON_MULTIPLIER);
	if (hit == NULL || multiplier_exponent(hit) < 3 || reading->document->words[phrase->word_start].gap != GAP_SPACE)
		return;
	phrase->value = phrase->high = number_scaled(phrase->value, phrase->decimals, multiplier_exponent(hit));
	phrase->multiplied = true;
}

/* 第 before a number in characters makes an ordinal of it. */
static bool is_numbering_sign(const struct reading *reading, uint32_t word, uint32_t end)
{
	return word + 1 < end && (reading->document->words[word].flags & WORD_CHARACTER) != 0 &&
	       reading->document->words[word + 1].gap == GAP_NONE && bytes_equal(reading_norm(reading, word), bytes_of_string("第")) &&
	       ((reading->document->words[word + 1].flags & WORD_DIGITS) != 0 || reading_hit(reading, word + 1, LEXICON_NUMBER) != NULL ||
	        reading_hit(reading, word + 1, LEXICON_MULTIPLIER) != NULL);
}

bool number_phrase_is_one(const struct reading *reading, uint32_t word, uint32_t end)
{
	if (!reading_is(reading, word, PARTICLE_ONE))
		return false;
	bool alone = (word == 0 || reading->document->words[word].gap == GAP_LINE) && word + 1 == end;
	return alone || (word > 0 && reading_is(reading, word - 1, PARTICLE_MINUS));
}

/* Swahili says the multiplier first: milioni mbili, elfu mia tano; elfu ishirini na moja. What stands behind one that is
 * below a thousand is how many. */
static bool read_multiplier_first(const struct reading *reading, uint32_t word, uint32_t end, struct number_phrase *phrase)
{
	double value = 0.0, room = 1e18;
	uint32_t at = word;
	while (at < end) {
		struct atom multiplier, count;
		uint32_t from = at;
		bool linked = at > word && reading_is(reading, at, PARTICLE_AND);
		from += linked;
		if (from >= end || !atoms_read_spelled(reading, from, end, true, &multiplier))
			break;
		if (multiplier.kind == ATOM_NUMBER && multiplier.value < room && (at > word || multiplier.value >= 100.0)) {
			value += multiplier.value;
			room = number_scale(multiplier.value);
			phrase->word_end = at = multiplier.word_end;
			continue;
		}
		if (multiplier.kind != ATOM_MULTIPLIER)
			break;
		double factor = number_power_of_ten(multiplier.exponent), times = 0.0, below = factor == 100.0 ? 10.0 : 1000.0;
		uint32_t next = multiplier.word_end;
		if (factor >= room)
			break;
		while (next < end && reading->document->words[next].gap == GAP_SPACE) { /* mia tano, ishirini na moja */
			bool and = times > 0.0 && reading_is(reading, next, PARTICLE_AND);
			uint32_t behind = next + and;
			if (behind >= end || !atoms_read_spelled(reading, behind, end, true, &count))
				break;
			double part = count.value;
			uint32_t part_end = count.word_end;
			struct atom hundreds;
			if (count.kind == ATOM_MULTIPLIER && count.exponent == 2 && factor > 100.0 && count.word_end < end &&
			    atoms_read_spelled(reading, count.word_end, end, true, &hundreds) && hundreds.kind == ATOM_NUMBER && hundreds.value < 10.0) {
				part = 100.0 * hundreds.value;
				part_end = hundreds.word_end;
			} else if (count.kind != ATOM_NUMBER) {
				break;
			}
			if (part >= below)
				break;
			times += part;
			below = number_scale(part);
			next = part_end;
		}
		value += factor * (times > 0.0 ? times : 1.0);
		room = factor;
		at = next;
		phrase->word_end = at;
		if (at < end && reading->document->words[at].gap == GAP_MARK && !bytes_equal(reading_gap(reading, at), bytes_of_string(", ")))
			break;
	}
	struct number_sum rest;
	number_sum_init(&rest);
	struct atom ones;
	while (phrase->word_end > word && phrase->word_end + 1 < end && rest.count < NUMBER_TERMS_MAX &&
	       reading_is(reading, phrase->word_end, PARTICLE_AND) &&
	       atoms_read_spelled(reading, phrase->word_end + 1, end, true, &ones) && ones.kind == ATOM_NUMBER && ones.value < room) {
		number_sum_push(&rest, (struct number_term){ .value = ones.value });
		room = number_scale(ones.value);
		phrase->word_end = ones.word_end;
	}
	phrase->value = phrase->high = value + number_sum_value(&rest);
	phrase->multiplied = true;
	return phrase->word_end > word;
}

/* "分之" and its like, over as many words as its characters take. */
static bool phrase_under(const struct reading *reading, uint32_t word, uint32_t end, uint32_t *ret_words)
{
	const char *under = reading->rules->under_words;
	if (under == NULL)
		return false;
	struct bytes wanted = bytes_of(under + 1, strlen(under) - 2), last = reading_norm(reading, word - 1);
	if (last.length > wanted.length && memcmp(last.data + last.length - wanted.length, wanted.data, wanted.length) == 0) {
		*ret_words = 0; /* written on to the number: 5분의 3 */
		return true;
	}
	size_t read = 0;
	for (uint32_t at = word; at < end && read < wanted.length; at++) {
		struct bytes norm = reading_norm(reading, at);
		if ((at > word && reading->document->words[at].gap != GAP_NONE) || norm.length > wanted.length - read ||
		    memcmp(wanted.data + read, norm.data, norm.length) != 0)
			return false;
		read += norm.length;
		*ret_words = at + 1 - word;
	}
	return read == wanted.length;
}

static bool read_phrase(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                        struct number_phrase *ret_phrase);

/* The number on the other side of a word for "over", when both are whole. */
static bool read_other(const struct reading *reading, uint32_t word, uint32_t end, struct number_phrase *ret_phrase)
{
	if (word >= end || !gap_joins(reading, word) || !read_phrase(reading, word, 0, end, false, ret_phrase))
		return false;
	return !ret_phrase->vague && !ret_phrase->ordinal && ret_phrase->offset_end == 0 && ret_phrase->value > 0.0 &&
	       ret_phrase->value == floor(ret_phrase->value);
}

/* واحد على ثلاثة; واحد من أربعة at a clause's end; 五分之三, 5분의 3. */
static void read_over(const struct reading *reading, uint32_t end, struct number_phrase *phrase)
{
	uint32_t at = phrase->word_end, words = 1;
	if (at + 1 >= end || phrase->vague || phrase->ordinal || phrase->offset_end != 0 || phrase->value != floor(phrase->value))
		return;
	struct number_phrase other;
	bool over = reading_is(reading, at, PARTICLE_OVER);
	bool of = !over && reading_is_language(reading, " ar ") && !phrase->multiplied &&
	          reading_is(reading, at, PARTICLE_OF | PARTICLE_IN);
	bool under = !over && !of && phrase_under(reading, at, end, &words);
	if (reading_hit(reading, at, LEXICON_PERCENT) != NULL)
		return;
	if ((!over && !of && !under) || !read_other(reading, at + words, end, &other))
		return;
	bool at_end = other.word_end == end || reading->document->words[other.word_end].gap == GAP_MARK;
	if (of && (!at_end || other.hard || other.value <= phrase->value))
		return;
	phrase->value = phrase->high = under ? other.value / phrase->value : phrase->value / other.value;
	phrase->word_end = other.word_end;
	phrase->hard &= other.hard;
	phrase->attached = other.attached;
	phrase->fraction = true;
	phrase->decimals = 4;
	phrase->shape = NUMBER_FRACTION;
}

/* A number without what it may be divided by. */
static bool read_phrase(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                        struct number_phrase *ret_phrase)
{
	struct number_phrase phrase = { .word_start = word, .shape = NUMBER_PLAIN };
	struct atom pieces[2];
	uint32_t count = 1;
	bool numbered = is_numbering_sign(reading, word, end);
	if (numbered)
		word++;
	if ((reading->document->words[word].flags & WORD_DIGITS) != 0) {
		count = atoms_read_digits(reading, word, offset, end, money, pieces, &phrase);
		phrase.hard = true;
	} else if (number_phrase_is_one(reading, word, end)) {
		pieces[0] = (struct atom){ .kind = ATOM_NUMBER, .value = 1.0, .high = 1.0, .word_end = word + 1, .article = true };
	} else if (!atoms_read_spelled(reading, word, end, false, &pieces[0])) {
		count = 0;
	}
	if (count == 0)
		return false;
	if (reading->rules->multiplier_first && !phrase.hard && pieces[0].kind == ATOM_MULTIPLIER && pieces[0].word_end < end &&
	    (reading->document->words[pieces[0].word_end].flags & WORD_DIGITS) != 0)
		return false; /* read with the digits */
	bool begins = pieces[0].kind == ATOM_MULTIPLIER ? pieces[0].exponent >= 2 : pieces[0].kind == ATOM_NUMBER && pieces[0].value >= 100.0;
	if (reading->rules->multiplier_first && !phrase.hard && begins &&
	    read_multiplier_first(reading, word, end, &phrase)) {
		*ret_phrase = phrase;
		return true;
	}
	phrase.linked |= pieces[0].linked;
	phrase.decimals = pieces[0].decimals;
	phrase.word_end = pieces[count - 1].word_end;
	phrase.offset_end = pieces[count - 1].offset_end;
	if (pieces[0].kind == ATOM_VAGUE) {
		read_vague(reading, pieces[0], end, &phrase);
		*ret_phrase = phrase;
		return true;
	}
	struct number_sum sum;
	number_sum_init(&sum);
	if (pieces[0].kind == ATOM_ORDINAL) {
		number_sum_push(&sum, (struct number_term){ .value = pieces[0].value });
		phrase.ordinal = true;
	} else if (!number_sum_add(reading, &sum, &pieces[0], end) || (count == 2 && !number_sum_add(reading, &sum, &pieces[1], end))) {
		return false;
	} else {
		phrase.fraction = pieces[0].kind == ATOM_FRACTION;
		phrase.multiplied = pieces[count - 1].kind == ATOM_MULTIPLIER || pieces[count - 1].kind == ATOM_DOZEN;
		bool parts = phrase.shape == NUMBER_POINTED || phrase.shape == NUMBER_LISTED;
		if (!parts && !phrase.ordinal && !phrase.code)
			compose(reading, pieces[count - 1], &sum, end, &phrase);
		phrase.fraction &= !phrase.multiplied;
	}
	phrase.value = phrase.high = number_sum_value(&sum);
	phrase.ordinal |= numbered;
	if (reading->rules->multiplier_first && phrase.hard && offset == 0 && !phrase.multiplied)
		multiply_first(reading, &phrase);
	*ret_phrase = phrase;
	return true;
}

/* Whether nothing behind a word of digits can be part of its number, by what stands between and the next word: true of most.
 * All that joins is asked for in read_phrase. */
static bool ends_number(const struct reading *reading, uint32_t word, uint32_t end)
{
	const struct word *next = &reading->document->words[word + 1];
	struct bytes gap = reading_gap(reading, word + 1);
	if (word + 1 < reading->document->words_count && next->gap == GAP_HYPHEN)
		return (next->flags & WORD_DIGITS) != 0;
	if (word + 1 == reading->document->words_count || !gap_joins(reading, word + 1))
		return beside_is_quiet(gap); /* 5½, 1/2, 2^8 are not */
	if (!beside_is_space(gap))
		return false;
	return word + 1 >= end || ((next->flags & WORD_DIGITS) == 0 && next->plain_length > 1 && !reading_is(reading, word + 1, PARTICLE_AND) &&
	                           atoms_none_spelled(reading, word + 1, true));
}

/* A number in digits, with its marks, that is a word of its own and goes on in no other: most of those in digits. */
static bool read_lone(const struct reading *reading, uint32_t word, uint32_t end, struct number_phrase *ret_phrase)
{
	struct bytes norm = reading_norm(reading, word), before = reading_gap(reading, word);
	const struct language_rules *rules = reading->rules;
	struct number_text number;
	if ((reading->document->words[word].flags & (WORD_DIGITS | WORD_LETTERS)) != WORD_DIGITS || rules->multiplier_first ||
	    rules->over_words != NULL || rules->under_words != NULL ||
	    (before.length > 0 && before.data[before.length - 1] == (uint8_t)reading->decimal) || !ends_number(reading, word, end) ||
	    !number_text_read(norm, reading->decimal, &number) || number.length != norm.length || number.shape > NUMBER_DECIMAL)
		return false;
	*ret_phrase = (struct number_phrase){ .value = number.value, .high = number.value, .word_start = word, .word_end = word + 1,
		.shape = number.shape, .decimals = number.decimals, .digits = number.parts[0].digits, .hard = true,
		.leading_zero = number.leading_zero, .mixed = number.mixed, .doubtful = number.doubtful };
	return true;
}

bool number_phrase_read(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                        struct number_phrase *ret_phrase)
{
	if (offset == 0 && read_lone(reading, word, end, ret_phrase))
		return true;
	if (!read_phrase(reading, word, offset, end, money, ret_phrase))
		return false;
	if (reading->rules->over_words != NULL || reading->rules->under_words != NULL)
		read_over(reading, end, ret_phrase);
	return true;
}
