/* decode_text.h: the little that decoding has to know about a text: is anything in it, is it markup. Valid UTF-8 only. */
#ifndef PARALLAX_WIRE_DECODE_TEXT_H
#define PARALLAX_WIRE_DECODE_TEXT_H

#include "bytes.h"

/* True when the text has nothing but white space, of markup: outside of its tags. An absent text is blank. */
bool text_is_blank(struct bytes text, bool markup);

/* True when the text begins with a tag and ends with one: what to go by where its kind is not told. */
bool text_looks_like_markup(struct bytes text);

/* The text, or as much of it as fits into max bytes, cut between two characters. */
struct bytes text_cut(struct bytes text, size_t max);

/* What stands behind the last ':', '/' or '#': the code of a qcode or of a vocabulary's uri. */
struct bytes text_last_part(struct bytes text);

/* Equal but for the case of ASCII letters. */
bool text_equals(struct bytes text, const char *word);

#endif
