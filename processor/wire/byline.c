#include "byline.h"

#include <ctype.h>
#include <strings.h>

static struct bytes trim(struct bytes text)
{
	while (text.length != 0 && text.data[0] <= ' ')
		text = bytes_of(text.data + 1, text.length - 1);
	while (text.length != 0 && (text.data[text.length - 1] <= ' ' || text.data[text.length - 1] == '.'))
		text.length--;
	return text;
}

/* Behind the last byte of marks; all of text when it has none. */
static struct bytes behind_last(struct bytes text, const char *marks)
{
	size_t start = text.length;
	if (start == 0)
		return text; /* nothing to point behind, perhaps absent */
	while (start > 0 && strchr(marks, text.data[start - 1]) == NULL)
		start--;
	return bytes_of(text.data + start, text.length - start);
}

static bool is_one_word_in_one_case(struct bytes text)
{
	size_t upper = 0, lower = 0;
	for (size_t i = 0; i < text.length; i++) {
		upper += text.data[i] >= 'A' && text.data[i] <= 'Z';
		lower += text.data[i] >= 'a' && text.data[i] <= 'z';
		if (text.data[i] >= 0x80 || !(isalnum(text.data[i]) || text.data[i] == '-'))
			return false;
	}
	return text.length >= 2 && text.length <= 12 && (upper == 0) != (lower == 0);
}

static bool ends_like_an_agency(struct bytes text)
{
	static const char *const words[] = { "agency", "press", "news" };
	struct bytes last = behind_last(text, " ");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (last.length != text.length && last.length == strlen(words[i]) &&
		    strncasecmp((const char *)last.data, words[i], last.length) == 0)
			return true;
	}
	return false;
}

struct bytes byline_agency(struct bytes byline)
{
	struct bytes part = trim(byline);
	if (part.length != 0 && part.data[part.length - 1] == ')')
		part = behind_last(bytes_of(part.data, part.length - 1), "(");
	else
		part = behind_last(part, ",/|");
	part = trim(part);
	if (part.length != 0 && (is_one_word_in_one_case(part) || ends_like_an_agency(part)))
		return part;
	return (struct bytes){ 0 };
}
