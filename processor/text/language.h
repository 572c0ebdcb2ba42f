/* language.h: which language a document is written in. What the wire declares is a hint that the script must bear out;
 * without one the script decides, and where many languages share it, their function words. Pure. */
#ifndef PARALLAX_TEXT_LANGUAGE_H
#define PARALLAX_TEXT_LANGUAGE_H

#include "lexicon.h"

/* LANGUAGE_UNKNOWN when neither tells. declared may be absent. */
unsigned language_find(const struct document *document, struct bytes declared);

/* The script that most letters of the document have. */
enum script document_script(const struct document *document);

#endif
