#include "markup_element.h"

/* Elements that are not here leave no trace either; inline ones are, because a text may begin with one. */
#define E(element_name, element_kind) { element_name, ELEMENT_##element_kind }

/* By their letter: these are most of the tags there are. */
static const struct markup_element singles[26] = {
	['a' - 'a'] = E("a", INLINE), ['b' - 'a'] = E("b", INLINE), ['i' - 'a'] = E("i", INLINE), ['p' - 'a'] = E("p", BLOCK),
	['q' - 'a'] = E("q", INLINE), ['s' - 'a'] = E("s", INLINE), ['u' - 'a'] = E("u", INLINE),
};

/* In order of their names. */
static const struct markup_element elements[] = {
	E("abbr", INLINE), E("address", BLOCK), E("article", BLOCK), E("aside", LEFT_OUT), E("audio", LEFT_OUT),
	E("big", INLINE), E("block", BLOCK), E("blockquote", BLOCK), E("body", BLOCK), E("br", BLOCK), E("button", LEFT_OUT),
	E("canvas", LEFT_OUT), E("caption", BLOCK), E("center", BLOCK), E("cite", INLINE), E("code", INLINE), E("dd", BLOCK),
	E("details", BLOCK), E("div", BLOCK), E("dl", BLOCK), E("dt", BLOCK), E("em", INLINE), E("fieldset", BLOCK),
	E("figcaption", BLOCK), E("figure", BLOCK), E("font", INLINE), E("footer", BLOCK), E("form", LEFT_OUT),
	E("h1", BLOCK), E("h2", BLOCK), E("h3", BLOCK), E("h4", BLOCK), E("h5", BLOCK), E("h6", BLOCK), E("head", LEFT_OUT),
	E("header", BLOCK), E("hgroup", BLOCK), E("hl1", BLOCK), E("hl2", BLOCK), E("hr", BLOCK), E("html", BLOCK),
	E("iframe", LEFT_OUT), E("img", INLINE), E("li", BLOCK), E("main", BLOCK), E("nav", LEFT_OUT),
	E("noscript", LEFT_OUT), E("object", LEFT_OUT), E("ol", BLOCK), E("pre", PRE), E("script", RAW), E("section", BLOCK),
	E("select", LEFT_OUT), E("small", INLINE), E("span", INLINE), E("strong", INLINE), E("style", RAW), E("sub", INLINE),
	E("summary", BLOCK), E("sup", INLINE), E("svg", LEFT_OUT), E("table", BLOCK), E("tbody", BLOCK), E("td", BLOCK),
	E("template", LEFT_OUT), E("textarea", LEFT_OUT), E("tfoot", BLOCK), E("th", BLOCK), E("thead", BLOCK),
	E("title", LEFT_OUT), E("tr", BLOCK), E("ul", BLOCK), E("video", LEFT_OUT),
};

#define ELEMENTS_COUNT (sizeof elements / sizeof elements[0])

/* A name as a number, in the same order: the first letter counts most. */
static inline unsigned __int128 number_of(const char *name)
{
	uint64_t halves[2];
	memcpy(halves, name, sizeof halves);
	return (unsigned __int128)__builtin_bswap64(halves[0]) << 64 | __builtin_bswap64(halves[1]);
}

const struct markup_element *markup_element_find(struct bytes name)
{
	unsigned __int128 number = 0;
	if (name.length == 0 || name.length > MARKUP_ELEMENT_NAME_MAX)
		return NULL;
	if (name.length == 1) {
		uint8_t letter = (uint8_t)((name.data[0] | 0x20) - 'a');
		return letter < 26 && singles[letter].name[0] != 0 ? &singles[letter] : NULL;
	}
	for (size_t i = 0; i < name.length; i++) /* not by way of memory, where bytes written cannot be read as words at once */
		number = number << 8 | (uint8_t)(name.data[i] >= 'A' && name.data[i] <= 'Z' ? name.data[i] | 0x20 : name.data[i]);
	number <<= 8 * (sizeof elements[0].name - name.length);
	const struct markup_element *first = elements;
	for (size_t count = ELEMENTS_COUNT; count > 1; count -= count / 2)
		first = number_of(first[count / 2].name) <= number ? first + count / 2 : first;
	return number_of(first->name) == number ? first : NULL;
}
