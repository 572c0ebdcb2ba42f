/* break_marks.h: ICU's spelled numbers without the marks that show where a long word may be broken: what the lexicon is made
 * from, and what tests read. An article's text has lost them once it is normalised. */
#ifndef PARALLAX_TEXT_BREAK_MARKS_H
#define PARALLAX_TEXT_BREAK_MARKS_H

#include <string.h>

/* Takes soft hyphens and zero-width spaces out of a string. */
static inline void break_marks_drop(char *text)
{
	size_t length = 0;
	for (const char *from = text; *from != 0;) {
		if (strncmp(from, "\xe2\x80\x8b", 3) == 0)
			from += 3;
		else if (strncmp(from, "\xc2\xad", 2) == 0)
			from += 2;
		else
			text[length++] = *from++;
	}
	text[length] = 0;
}

#endif
