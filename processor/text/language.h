/* language.h: which language a document is written in. What the wire declares is a hint that the script must bear out;
 * without one the script decides, and where many languages share it, their function words. Pure. */
#ifndef PARALLAX_TEXT_LANGUAGE_H
#define PARALLAX_TEXT_LANGUAGE_H

#include "lexicon.h"

/* Of the languages of a script other than Latin the commonest is taken when nothing tells more;
 * LANGUAGE_UNKNOWN where letters are Latin, or there are none. declared may be absent. */
unsigned language_find(const struct document *document, struct bytes declared);

#endif
