#include "display_text.h"

#include "utf8.h"

struct range {
	uint32_t first, last;
};

/* Marks that stand on the letter before them, and what is not to be seen. */
static const struct range narrow[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x05bf, 0x05c7 }, { 0x0610, 0x061a }, { 0x064b, 0x065f },
	{ 0x0670, 0x0670 }, { 0x06d6, 0x06ed }, { 0x0900, 0x0902 }, { 0x093a, 0x093a }, { 0x093c, 0x093c }, { 0x0941, 0x0948 },
	{ 0x094d, 0x094d }, { 0x0951, 0x0957 }, { 0x0962, 0x0963 }, { 0x0981, 0x0981 }, { 0x09bc, 0x09bc }, { 0x09c1, 0x09c4 },
	{ 0x09cd, 0x09cd }, { 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x206f }, { 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
};

static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x2e80, 0x303e }, { 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xa000, 0xa4cf },
	{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff01, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1faff },
	{ 0x20000, 0x3fffd },
};

static bool is_in(const struct range *ranges, size_t count, uint32_t point)
{
	for (size_t i = 0; i < count && ranges[i].first <= point; i++)
		if (point <= ranges[i].last)
			return true;
	return false;
}

static int point_width(uint32_t point)
{
	if (is_in(narrow, sizeof narrow / sizeof narrow[0], point))
		return 0;
	return is_in(wide, sizeof wide / sizeof wide[0], point) ? 2 : 1;
}

/* The code point at a place; bytes that are no UTF-8 count for one each. */
static uint32_t point_at(struct bytes text, size_t *at)
{
	if (utf8_sequence(text.data + *at, text.length - *at) == 0) {
		*at += 1;
		return 0xfffd;
	}
	return utf8_next(text.data, at);
}

int display_width(struct bytes text)
{
	int width = 0;
	for (size_t at = 0; at < text.length;)
		width += point_width(point_at(text, &at));
	return width;
}

size_t display_fit(struct bytes text, int columns)
{
	int width = 0;
	for (size_t at = 0; at < text.length;) {
		size_t before = at;
		width += point_width(point_at(text, &at));
		if (width > columns)
			return before;
	}
	return text.length;
}

size_t display_fit_end(struct bytes text, int columns)
{
	int over = display_width(text) - columns;
	size_t at = 0;
	while (over > 0)
		over -= point_width(point_at(text, &at));
	/* Not in the middle of a letter and its marks. */
	for (size_t next = at; next < text.length && point_width(point_at(text, &next)) == 0;)
		at = next;
	return at;
}

static bool is_direction(uint32_t point)
{
	return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) || point == 0x200e || point == 0x200f;
}

bool display_is_from_right(struct bytes text)
{
	static const struct range right[] = { { 0x0590, 0x08ff }, { 0xfb1d, 0xfdff }, { 0xfe70, 0xfefe } };
	for (size_t at = 0; at < text.length;)
		if (is_in(right, sizeof right / sizeof right[0], point_at(text, &at)))
			return true;
	return false;
}

void display_print(FILE *out, struct bytes text, bool isolate)
{
	isolate = isolate && display_is_from_right(text);
	if (isolate)
		fputs("\u2068", out);
	for (size_t at = 0; at < text.length;) {
		size_t before = at;
		uint32_t point = point_at(text, &at);
		if (point < 0x20 || (point >= 0x7f && point < 0xa0))
			fputc(' ', out);
		else if (point == 0xfffd)
			fputs("\ufffd", out);
		else if (!is_direction(point))
			fwrite(text.data + before, 1, at - before, out);
	}
	if (isolate)
		fputs("\u2069", out);
}

int display_print_cut(FILE *out, struct bytes text, int columns, bool isolate)
{
	bool cut = display_width(text) > columns;
	struct bytes shown = bytes_of(text.data, display_fit(text, cut ? columns - 1 : columns));
	display_print(out, shown, isolate);
	if (cut)
		fputs("…", out);
	return display_width(shown) + (cut ? 1 : 0);
}

void display_print_cell(FILE *out, struct bytes text, int columns, bool isolate)
{
	for (int width = display_print_cut(out, text, columns, isolate); width < columns; width++)
		fputc(' ', out);
}
