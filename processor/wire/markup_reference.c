#include "markup_reference.h"

#define BARE_NAME_MAX 6
#define REPLACEMENT 0xfffdu

/* What 0x80 to 0x9f are in Windows-1252; those that it leaves free stay. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_letter(uint8_t byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* The digit's value, or 16. */
static uint32_t hexadecimal(uint8_t byte)
{
	if (is_digit(byte))
		return byte - (uint32_t)'0';
	uint8_t small = byte | 0x20;
	return small >= 'a' && small <= 'f' ? small - (uint32_t)'a' + 10 : 16;
}

static uint32_t character_of(uint32_t number)
{
	if (number >= 0x80 && number < 0xa0)
		return windows_1252[number - 0x80];
	if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000))
		return REPLACEMENT;
	return number;
}

static size_t read_number(struct bytes text, size_t at, uint32_t *ret_point)
{
	size_t i = at + 2, digits = 0;
	bool is_hexadecimal = i < text.length && (text.data[i] | 0x20) == 'x';
	uint32_t number = 0, base = is_hexadecimal ? 16 : 10;
	i += is_hexadecimal;
	for (; i < text.length; i++, digits++) {
		uint32_t digit = hexadecimal(text.data[i]);
		if (digit >= base)
			break;
		if (number <= 0x10ffff)
			number = number * base + digit;
	}
	if (digits == 0)
		return 0;
	*ret_point = character_of(number);
	return i + (i < text.length && text.data[i] == ';') - at;
}

static const struct markup_name *find_name(struct bytes name)
{
	uint32_t low = 0, high = markup_names_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = bytes_order(bytes_of_string(markup_names[middle].name), name);
		if (order == 0)
			return &markup_names[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static size_t read_name(struct bytes text, size_t at, uint32_t *ret_point)
{
	size_t length = 0;
	const uint8_t *name = text.data + at + 1;
	while (length <= MARKUP_NAME_MAX && at + 1 + length < text.length && (is_letter(name[length]) || is_digit(name[length])))
		length++;
	if (length <= MARKUP_NAME_MAX && at + 1 + length < text.length && name[length] == ';') {
		const struct markup_name *found = find_name(bytes_of(name, length));
		if (found != NULL) {
			*ret_point = found->point;
			return length + 2;
		}
	}
	for (size_t bare = length < BARE_NAME_MAX ? length : BARE_NAME_MAX; bare >= 2; bare--) {
		const struct markup_name *found = find_name(bytes_of(name, bare));
		if (found != NULL && found->bare) {
			*ret_point = found->point;
			return bare + 1;
		}
	}
	return 0;
}

size_t markup_reference_read(struct bytes text, size_t at, uint32_t *ret_point)
{
	if (at + 1 < text.length && text.data[at + 1] == '#')
		return read_number(text, at, ret_point);
	return read_name(text, at, ret_point);
}
