/* key_id.h: the ids of a fact sketch's keys, so laid out that most can be read again by people.
 * The upper byte is the kind + 1, so that kinds never meet. Below it a name's skeleton, four bits a class; an acronym, a
 * country's or a language's code, eight bits a character; a number, a day of the year; a concept's picture with a hash; for
 * all else a hash. */
#ifndef PARALLAX_RECORD_KEY_ID_H
#define PARALLAX_RECORD_KEY_ID_H

#include <math.h>
#include <stdio.h>

#include "hash.h"
#include "sketch_record.h"
#include "utf8.h"

#define KEY_SKELETON_MAX 13 /* classes */
#define KEY_CODE_MAX 6      /* characters */
#define KEY_TEXT_MAX 32     /* bytes that key_print writes at most, its zero included */

#define KEY_BODY 0x00ffffffffffffffULL
#define KEY_IS_CODE 0x00f0000000000000ULL /* no class is 15, so that a code never is a skeleton */
#define KEY_IS_HASH 0x00e0000000000000ULL /* in the same place, for what is not readable */
#define KEY_IS_PICTURE 0x00d0000000000000ULL /* the same, for an emoji's first code point over 31 bits of a hash */
#define KEY_PICTURE_SHIFT 31
#define KEY_IS_FRACTION 0x0080000000000000ULL /* of a figure: millionths */
#define KEY_IS_NEGATIVE 0x0040000000000000ULL
#define KEY_FIGURE_MAX 9e15 /* doubles count whole numbers exactly up to 2^53 */
#define KEY_MILLIONTHS 1e6

static const char key_classes[] = " PFTKSMNLR"; /* of a skeleton; the index is what stands in an id */

static inline uint64_t key_id(enum key_kind kind, uint64_t body)
{
	return (uint64_t)(kind + 1) << 56 | (body & KEY_BODY);
}

static inline enum key_kind key_kind_of(uint64_t id)
{
	return (enum key_kind)((id >> 56) - 1);
}

static inline uint64_t key_body_of_hash(uint64_t hash)
{
	return KEY_IS_HASH | (hash & 0x000fffffffffffffULL);
}

#define KEY_WORD_BYTES_MIN 3 /* a shorter word is no key */

/* Two characters of a script without spaces stand for a word there: a hash of both, by those of each. */
static inline uint64_t key_hash_of_pair(uint64_t first, uint64_t second)
{
	return hash_mix(first + 1) ^ second;
}

/* A word means something in its own language only: eight bits of its id are the language's mark. */
static inline uint8_t key_language_mark(struct bytes tag)
{
	uint32_t mark = 0;
	for (size_t i = 0; i < tag.length; i++)
		mark = mark * 31 + tag.data[i];
	return (uint8_t)(mark ^ mark >> 8);
}

static inline uint64_t key_body_of_word(uint64_t hash, uint8_t language_mark)
{
	return KEY_IS_HASH | (uint64_t)language_mark << 44 | (hash & 0x00000fffffffffffULL);
}

static inline uint8_t key_word_language(uint64_t id)
{
	return (uint8_t)(id >> 44);
}

/* code has at most KEY_CODE_MAX bytes, all ASCII. */
static inline uint64_t key_body_of_code(struct bytes code)
{
	uint64_t body = 0;
	for (size_t i = 0; i < code.length; i++)
		body = body << 8 | code.data[i];
	return KEY_IS_CODE | body;
}

/* A number as text states it, to the millionth; what is beyond KEY_FIGURE_MAX is one key. */
static inline uint64_t key_body_of_figure(double value)
{
	double size = fabs(value);
	uint64_t sign = value < 0.0 ? KEY_IS_NEGATIVE : 0;
	if (!(size < KEY_FIGURE_MAX))
		return sign | (uint64_t)KEY_FIGURE_MAX;
	if (size == floor(size))
		return sign | (uint64_t)size;
	return KEY_IS_FRACTION | sign | (uint64_t)nearbyint(fmin(size * KEY_MILLIONTHS, KEY_FIGURE_MAX));
}

static inline uint64_t key_body_of_date(uint8_t month, uint8_t day)
{
	return (uint64_t)month << 8 | day;
}

/* The key of an idea that an emoji stands for, in whatever language it is named. */
static inline uint64_t key_body_of_picture(struct bytes emoji, uint64_t hash)
{
	size_t at = 0;
	uint64_t first = emoji.length > 0 ? utf8_next(emoji.data, &at) : 0;
	return KEY_IS_PICTURE | first << KEY_PICTURE_SHIFT | (hash & ((1ULL << KEY_PICTURE_SHIFT) - 1));
}

static inline void key_print_figure(uint64_t body, char ret_text[KEY_TEXT_MAX])
{
	const char *sign = (body & KEY_IS_NEGATIVE) != 0 ? "-" : "";
	unsigned long long size = body & ~(KEY_IS_FRACTION | KEY_IS_NEGATIVE);
	unsigned long long unit = (unsigned long long)KEY_MILLIONTHS;
	if ((body & KEY_IS_FRACTION) == 0) {
		snprintf(ret_text, KEY_TEXT_MAX, "%s%llu", sign, size);
		return;
	}
	int length = snprintf(ret_text, KEY_TEXT_MAX, "%s%llu.%06llu", sign, size / unit, size % unit);
	while (length > 0 && ret_text[length - 1] == '0')
		ret_text[--length] = 0;
}

static inline void key_print_picture(uint64_t body, char ret_text[KEY_TEXT_MAX])
{
	uint32_t point = (uint32_t)(body >> KEY_PICTURE_SHIFT & 0x1fffff);
	bool is_character = point != 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff); /* an id from outside may hold anything */
	ret_text[utf8_put(is_character ? point : '?', (uint8_t *)ret_text)] = 0;
}

/* How many classes the skeleton of a name has; more than any when it is an acronym. */
static inline unsigned key_skeleton_classes(uint64_t id)
{
	uint64_t body = id & KEY_BODY;
	return body == 0 ? 0 : (67 - (unsigned)__builtin_clzll(body)) / 4;
}

/* "PTRSF", "SNSC", "IR", "25490", "01-24", "🚒", or 13 hexadecimal digits of a hash. */
static inline void key_print(uint64_t id, char ret_text[KEY_TEXT_MAX])
{
	uint64_t body = id & KEY_BODY;
	size_t length = 0;
	if (key_kind_of(id) == KEY_FIGURE) {
		key_print_figure(body, ret_text);
		return;
	}
	if (key_kind_of(id) == KEY_DATE) {
		snprintf(ret_text, KEY_TEXT_MAX, "%02u-%02u", (unsigned)(body >> 8 & 0xff), (unsigned)(body & 0xff));
		return;
	}
	if ((body & KEY_IS_CODE) == KEY_IS_PICTURE) {
		key_print_picture(body, ret_text);
		return;
	}
	if ((body & KEY_IS_CODE) == KEY_IS_CODE) {
		for (int shift = 40; shift >= 0; shift -= 8)
			if ((body >> shift & 0xff) != 0)
				ret_text[length++] = (char)(body >> shift & 0x7f);
	} else if ((body & KEY_IS_CODE) == KEY_IS_HASH) {
		length = (size_t)snprintf(ret_text, KEY_TEXT_MAX, "%013llx", (unsigned long long)(body & 0x000fffffffffffffULL));
	} else {
		for (int shift = 48; shift >= 0; shift -= 4)
			if ((body >> shift & 15) != 0) /* an id from outside may hold anything */
				ret_text[length++] = (body >> shift & 15) < sizeof key_classes - 1 ? key_classes[body >> shift & 15] : '?';
	}
	ret_text[length] = 0;
}

#endif
