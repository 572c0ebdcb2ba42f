/* decode.h: the bytes of one article as its wire sent it, into struct article.
 *
 * Read are ninjs 1.x (flat names, body_text, body_html, body_xhtml), 2.x (arrays: headlines, bodies, infosources), 3.x
 * (as 2.x, camel case: versionCreated, pubStatus, embargoedUntil) and Superdesk's own (guid for uri, source,
 * evolvedfrom). The forms are not told apart: each field is looked for under all of its names, so that a mixture reads
 * as well.
 *
 * Required: a JSON object with an id (uri, else guid) and a headline or a body that is not blank. Only a withdrawal
 * (canceled, withheld) may come bare, since what matters in it is its id. Everything else is optional: unknown fields and
 * fields of a wrong type are passed over, and so is a time that cannot be read. One exception: an embargo that cannot be
 * read refuses the article, because passing over it would publish what is to be held.
 *
 * pubstatus: canceled (cancelled, killed, recalled) and withheld (withhold), in any case and behind any prefix
 * ("stat:canceled", a uri that ends so); anything else is usable, which is what ninjs says of an absent one.
 *
 * Of several bodies: the role main or none before any other role, then plain text before markup, then the longest. Of
 * several headlines: the same, but the first. */
#ifndef PARALLAX_WIRE_DECODE_H
#define PARALLAX_WIRE_DECODE_H

#include "arena.h"
#include "article.h"
#include "status.h"

/* An id longer than this refuses the article; evolvedfrom is then passed over. */
#define ARTICLE_URI_MAX 1024
/* A source, credit, slugline or name is cut to so many bytes, between two characters; an ednote to ARTICLE_NOTE_MAX. */
#define ARTICLE_NAME_MAX 256
#define ARTICLE_NOTE_MAX 1024
/* A language or version that is longer is passed over. */
#define ARTICLE_TAG_MAX 64

/* Every view of *ret_article is a copy in the arena. STATUS_BAD_INPUT with a sentence that says what is wrong, static or
 * in the arena, when the bytes are not such an article; *ret_article is then untouched. An absent json is a tombstone
 * and is refused as well. */
enum status decode_article(struct bytes json, struct arena *arena, struct article *ret_article, const char **ret_reason);

#endif
