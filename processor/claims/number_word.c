#include "number_word.h"

#define WORD_BYTES_MIN 9
#define WORD_BYTES_MAX 100
#define MEANINGS_MAX 8

/* One, where it is the article as well and therefore no number in the lexicon. */
static const char ones[] = " ein een un ett et en egy ";

static bool known(const struct reading *reading, struct bytes word, double *ret_value)
{
	if (language_word_in(word, ones)) {
		*ret_value = 1.0;
		return true;
	}
	struct lexicon_hit hits[MEANINGS_MAX];
	uint32_t count = lexicon_lookup(word, reading->language, hits, MEANINGS_MAX);
	for (uint32_t i = 0; i < count; i++)
		if (hits[i].kind == LEXICON_NUMBER) {
			*ret_value = (double)hits[i].value;
			return true;
		}
	return false;
}

static bool find_last(struct bytes word, const char *part, size_t *ret_at)
{
	size_t length = strlen(part);
	for (size_t at = word.length >= length ? word.length - length + 1 : 0; at-- > 0;)
		if (memcmp(word.data + at, part, length) == 0) {
			*ret_at = at;
			return true;
		}
	return false;
}

static struct bytes without_and(const struct reading *reading, struct bytes word)
{
	const char *list = reading->rules->and_words;
	if (list == NULL || list[0] == '\0')
		return word;
	size_t length = (size_t)(strchr(list + 1, ' ') - list - 1);
	if (word.length > length && memcmp(word.data, list + 1, length) == 0)
		return bytes_of(word.data + length, word.length - length);
	return word;
}

/* Below a hundred: a known word, or as German and Dutch have it the ones, "and", the tens. */
static bool read_small(const struct reading *reading, struct bytes word, double *ret_value)
{
	if (known(reading, word, ret_value))
		return true;
	const char *list = reading->rules->and_words;
	if (list == NULL || list[0] == '\0')
		return false;
	size_t length = (size_t)(strchr(list + 1, ' ') - list - 1);
	for (size_t at = 3; at + length < word.length && at < 8; at++) {
		double one, ten;
		if (memcmp(word.data + at, list + 1, length) == 0 && known(reading, bytes_of(word.data, at), &one) &&
		    known(reading, bytes_of(word.data + at + length, word.length - at - length), &ten) && one < 10.0 && ten >= 20.0 && ten < 100.0) {
			*ret_value = one + ten;
			return true;
		}
	}
	return false;
}

static bool read_below(const struct reading *reading, struct bytes word, const char *const *steps, double factor, double *ret_value)
{
	if (word.length == 0)
		return false;
	size_t at;
	if (*steps == NULL)
		return read_small(reading, word, ret_value);
	if (!find_last(word, *steps, &at))
		return read_below(reading, word, steps + 1, factor / 10.0, ret_value);
	size_t behind = at + strlen(*steps);
	double times = 1.0, rest = 0.0;
	if (at > 0 && !read_below(reading, bytes_of(word.data, at), steps + 1, factor / 10.0, &times))
		return false;
	if (behind < word.length &&
	    !read_below(reading, without_and(reading, bytes_of(word.data + behind, word.length - behind)), steps + 1, factor / 10.0, &rest))
		return false;
	if (rest >= factor || times >= 1000.0)
		return false;
	*ret_value = times * factor + rest;
	return true;
}

bool number_word_read(const struct reading *reading, struct bytes word, double *ret_value)
{
	const struct language_rules *rules = reading->rules;
	if (word.length < WORD_BYTES_MIN || word.length > WORD_BYTES_MAX || !language_word_starts(word, rules->number_starts))
		return false;
	size_t at;
	if (!find_last(word, rules->thousand, &at) && !find_last(word, rules->hundred, &at))
		return read_small(reading, word, ret_value);
	const char *const steps[] = { rules->thousand, rules->hundred, NULL };
	return read_below(reading, word, steps, 1000.0, ret_value);
}
