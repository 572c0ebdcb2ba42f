/* placing.h: every figure of an article's kept lines and the names between them, with their places in the text: what an
 * article has to be laid beside another one where no word says that two figures speak of one thing. Pure. */
#ifndef PARALLAX_CLAIMS_PLACING_H
#define PARALLAX_CLAIMS_PLACING_H

#include "claims.h"
#include "sketch_record.h"

/* Fills the record's figures and anchors; the arrays are the arena's. Months' names and Roman numerals are figures that
 * are not hard: another language writes them in digits. */
void placing_collect(const struct claims_input *input, struct arena *arena, struct sketch_record *record);

#endif
