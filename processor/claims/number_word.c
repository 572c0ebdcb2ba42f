#include "number_word.h"

#include "number_text.h"
#include "utf8.h"

#define WORD_BYTES_MIN 6
#define WORD_BYTES_MAX 120
#define PIECES_MAX 16
#define LOOKUPS_MAX 512 /* of one word; more than that no number takes */
#define MEANINGS_MAX 8

/* A word cut into what the lexicon knows as numbers and multipliers, and the "and" between them. */
struct cut {
	const struct reading *reading;
	struct bytes word;
	double pieces[PIECES_MAX];
	bool ands[PIECES_MAX]; /* "and" stands before the piece */
	bool ones[PIECES_MAX]; /* it begins with one: ettusen multiplies nothing */
	uint32_t count;
	uint32_t lookups;
};

static bool known(struct cut *cut, struct bytes piece, double *ret_value)
{
	if (language_word_in(piece, cut->reading->rules->one_words)) {
		*ret_value = 1.0;
		return true;
	}
	/* In Korean "this" and "day" elsewhere. */
	static const char *const sinokorean[] = { "일", "이" };
	for (int i = 0; i < 2; i++)
		if (bytes_equal(piece, bytes_of_string(sinokorean[i]))) {
			*ret_value = i + 1;
			return true;
		}
	struct lexicon_hit hits[MEANINGS_MAX];
	uint32_t count = lexicon_lookup(piece, cut->reading->language, hits, MEANINGS_MAX);
	cut->lookups++;
	for (uint32_t i = 0; i < count; i++) {
		if (hits[i].kind == LEXICON_NUMBER) {
			*ret_value = (double)hits[i].value;
			return true;
		}
		if (hits[i].kind == LEXICON_MULTIPLIER && hits[i].value >= 2 && hits[i].value <= 15) {
			*ret_value = (double)lexicon_factor(hits[i].value);
			return true;
		}
	}
	return false;
}

static bool is_multiplier(double piece)
{
	return piece == 100.0 || piece == 1000.0 || piece == 1e4 || piece == 1e6 || piece == 1e8 || piece == 1e9 || piece == 1e12;
}

/* What the pieces say together: a multiplier takes what stands before it and is smaller, all else is added, the larger
 * first. Ones may stand before tens where "and" is between them: fünfundzwanzig. */
static bool add_up(const struct cut *cut, double *ret_value)
{
	struct {
		double value, scale; /* what is added behind is below scale */
	} terms[PIECES_MAX];
	uint32_t count = 0;
	for (uint32_t i = 0; i < cut->count; i++) {
		double piece = cut->pieces[i], scale = number_scale(piece);
		bool ones_first = cut->ands[i] && count > 0 && terms[count - 1].value < 10.0 && piece >= 20.0 && piece < 100.0;
		if (is_multiplier(piece) && !cut->ones[i] && count > 0 && terms[count - 1].value < piece) {
			double times = 0.0;
			while (count > 0 && terms[count - 1].value < piece)
				times += terms[--count].value;
			piece *= times;
		}
		if (piece == 0.0 || (count > 0 && !ones_first && piece >= terms[count - 1].scale))
			return false;
		terms[count].value = piece;
		terms[count++].scale = scale;
	}
	double value = 0.0;
	for (uint32_t i = 0; i < count; i++)
		value += terms[i].value;
	*ret_value = value;
	return true;
}

static bool cut_from(struct cut *cut, uint32_t at);

static bool cut_behind(struct cut *cut, uint32_t start, uint32_t end, bool and, double value)
{
	cut->ones[cut->count] = value >= 100.0 && language_word_starts(bytes_of(cut->word.data + start, end - start), cut->reading->rules->one_words);
	cut->pieces[cut->count] = value;
	cut->ands[cut->count] = and;
	cut->count++;
	double unused;
	if (end == cut->word.length ? add_up(cut, &unused) : cut_from(cut, end))
		return true;
	cut->count--;
	return false;
}

/* Tries the longest piece first, and one behind "and" after those. */
static bool cut_from(struct cut *cut, uint32_t at)
{
	for (int pass = 0; pass < 2; pass++) {
		uint32_t start = at;
		if (pass == 1) {
			const char *list = cut->reading->rules->and_words;
			size_t length = list == NULL || list[0] == '\0' ? 0 : (size_t)(strchr(list + 1, ' ') - list - 1);
			if (at == 0 || length == 0 || at + length >= cut->word.length || memcmp(cut->word.data + at, list + 1, length) != 0)
				return false;
			start = at + (uint32_t)length;
		}
		for (uint32_t end = (uint32_t)cut->word.length; end > start && cut->lookups < LOOKUPS_MAX; end--) {
			double value;
			bool whole = end == cut->word.length || (cut->word.data[end] & 0xc0) != 0x80;
			if (whole && cut->count < PIECES_MAX && known(cut, bytes_of(cut->word.data + start, end - start), &value) &&
			    cut_behind(cut, start, end, pass == 1, value))
				return true;
		}
	}
	return false;
}

/* 일 이 삼 사 오 육 륙 칠 팔 구 십 백 천 만 억 조. */
static bool is_hangul_numeral(uint32_t point)
{
	switch (point) {
	case 0xc77c: case 0xc774: case 0xc0bc: case 0xc0ac: case 0xc624: case 0xc721: case 0xb959: case 0xce60:
	case 0xd314: case 0xad6c: case 0xc2ed: case 0xbc31: case 0xcc9c: case 0xb9cc: case 0xc5b5: case 0xc870:
		return true;
	default:
		return false;
	}
}

/* Digits and powers of ten as Korean writes them one after the other; three at least, since two are many other words. */
static bool is_hangul_number(struct bytes word)
{
	if (word.length < 9 || word.length % 3 != 0)
		return false;
	for (size_t at = 0; at < word.length;)
		if (!is_hangul_numeral(utf8_next(word.data, &at)))
			return false;
	return true;
}

bool number_word_begins(const struct reading *reading, struct bytes word)
{
	if (word.length < WORD_BYTES_MIN || word.length > WORD_BYTES_MAX)
		return false;
	if (reading->rules->number_starts != NULL)
		return language_word_starts(word, reading->rules->number_starts);
	return word.data[0] >= 0xea && word.data[0] <= 0xed && is_hangul_number(word);
}

bool number_word_read(const struct reading *reading, struct bytes word, double *ret_value)
{
	if (!number_word_begins(reading, word))
		return false;
	struct cut cut = { .reading = reading, .word = word };
	return cut_from(&cut, 0) && cut.count > 1 && add_up(&cut, ret_value);
}
