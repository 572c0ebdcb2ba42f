/* byline.h: the agency that a byline names besides its author: "By Ann Example (AFP)", "Von Max Muster, dpa".
 * By shape alone: what a text itself says of its source is read elsewhere. */
#ifndef PARALLAX_WIRE_BYLINE_H
#define PARALLAX_WIRE_BYLINE_H

#include "bytes.h"

/* A view into byline; absent when no part of it has the shape of an agency's name. The part is what stands in closing
 * brackets, else behind the last comma, stroke or bar, else all of it. It names an agency when it is one word of 2 to 12
 * ASCII letters or digits all in one case ("AFP", "dpa": people and places are written Like This), or when its last word
 * is Agency, Press or News. */
struct bytes byline_agency(struct bytes byline);

#endif
