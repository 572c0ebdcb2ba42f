/* boilerplate.h: which lines of an article are the site's and not the text's, known by their shape in any language:
 * related links, share bars, comment forms, breadcrumbs, captions, sign-offs, a line said twice. Pure. */
#ifndef PARALLAX_TEXT_BOILERPLATE_H
#define PARALLAX_TEXT_BOILERPLATE_H

#include "lexicon.h"

/* Marks the lines to be dropped. hits are those of the whole document. A document of which nothing would be left keeps
 * all its lines. */
void boilerplate_mark(struct document *document, const struct lexicon_hit *hits, uint32_t hits_count);

#endif
