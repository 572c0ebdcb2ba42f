/* normalise.h: from received text to words. The only way into struct document. */
#ifndef PARALLAX_TEXT_NORMALISE_H
#define PARALLAX_TEXT_NORMALISE_H

#include "article.h"
#include "document.h"

/* Reads an article's headline and body (markup stripped where they are markup) into a document: plain, runs, norm,
 * words, lines (none dropped). A field that is not declared as markup but begins with a tag is read as markup. Both must
 * be valid UTF-8, together less than 16 MiB. All memory is the arena's. */
void document_read(const struct article *article, struct arena *arena, struct document *ret_document);

#define TEXT_PHRASE_BYTES_MAX 4096

/* The normalised form of a short phrase, gaps as in norm: what the lexicon's compiler and the names rooms use. Returns
 * the bytes written, 0 when they do not fit or the phrase has more than TEXT_PHRASE_BYTES_MAX bytes or 256 words. */
size_t text_normalise_phrase(struct bytes phrase, uint8_t *ret_norm, size_t norm_max);

/* The range of the received text that a range of plain came from, and the same in code points. */
struct received_span {
	enum field field;
	struct span bytes;
	struct span points;
};
struct received_span document_received(const struct document *document, struct span plain);

#endif
