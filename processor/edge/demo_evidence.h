/* demo_evidence.h: one discrepancy for a person: who says what, in which words. */
#ifndef PARALLAX_EDGE_DEMO_EVIDENCE_H
#define PARALLAX_EDGE_DEMO_EVIDENCE_H

#include "demo_print.h"

enum demo_colour { DEMO_PLAIN, DEMO_BOLD, DEMO_DIM, DEMO_RED, DEMO_YELLOW, DEMO_CYAN };

/* The sequence that changes the colour; "" where there are none. */
const char *demo_colour(const struct demo_print *print, enum demo_colour colour);

void demo_print_discrepancy(const struct demo_print *print, const json_t *step);

#endif
