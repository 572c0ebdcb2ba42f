/* decode_ninjs.h: the fields of an article in a parsed JSON object: which names they go by, which of several counts.
 * Part of decode.h, which says the rules; nobody else needs it. */
#ifndef PARALLAX_WIRE_DECODE_NINJS_H
#define PARALLAX_WIRE_DECODE_NINJS_H

#include <jansson.h>

#include "arena.h"
#include "article.h"

/* Fills *ret_article with copies in the arena and returns NULL, or says in a sentence why root is no article. */
const char *ninjs_read(const json_t *root, struct arena *arena, struct article *ret_article);

#endif
