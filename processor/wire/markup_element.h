/* markup_element.h: which of HTML's elements (and of NITF's, which wires use) leave a trace in the text. Pure. */
#ifndef PARALLAX_WIRE_MARKUP_ELEMENT_H
#define PARALLAX_WIRE_MARKUP_ELEMENT_H

#include "bytes.h"

#define MARKUP_ELEMENT_NAME_MAX 15

enum markup_element_kind {
	ELEMENT_INLINE,   /* leaves no trace */
	ELEMENT_BLOCK,    /* ends a line where it begins and where it ends */
	ELEMENT_PRE,      /* so does each line feed in it */
	ELEMENT_LEFT_OUT, /* with all that is in it */
	ELEMENT_RAW       /* the same, and only its own end tag ends it */
};

struct markup_element {
	char name[MARKUP_ELEMENT_NAME_MAX + 1]; /* zeros behind it */
	enum markup_element_kind kind;
};

/* The element of this name, in small letters or capitals; NULL for one that is not known and leaves no trace. */
const struct markup_element *markup_element_find(struct bytes name);

#endif
