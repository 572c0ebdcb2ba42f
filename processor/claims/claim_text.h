/* claim_text.h: the evidence of a claim: the words as written, the sentence around them and where both stand in the
 * received text. Pure. */
#ifndef PARALLAX_CLAIMS_CLAIM_TEXT_H
#define PARALLAX_CLAIMS_CLAIM_TEXT_H

#include "figures.h"
#include "reading.h"

/* Fills raw, sentence, field and both spans of a claim. raw is the figure with its bound and the unit, currency or noun
 * right beside it, the number alone when that is longer than CLAIM_RAW_MAX; the spans are raw's. Both are views of plain. */
void claim_text_set(const struct reading *reading, const struct figure *figure, struct claim *claim);

#endif
