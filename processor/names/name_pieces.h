/* name_pieces.h: where the name inside a word stands, with what its language writes before or behind it. Private to names. */
#ifndef PARALLAX_NAMES_NAME_PIECES_H
#define PARALLAX_NAMES_NAME_PIECES_H

#include "document.h"
#include "name_language.h"

#define NAME_PIECES_MAX 2

/* Behind an elided article or particle (l'Iran, dell'Iran), else before an ending (Trump's, Ankara'nın). */
struct span name_piece_at_apostrophe(struct bytes norm);

/* The pieces that may be the name; one or two. */
uint32_t name_pieces(struct bytes norm, uint8_t script, const struct name_language *language, bool has_apostrophe,
                     struct span ret_pieces[NAME_PIECES_MAX]);

#endif
