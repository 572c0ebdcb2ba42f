/* demo_print.h: stories and where they disagree, for a person: at most 100 columns, colours only where told. */
#ifndef PARALLAX_EDGE_DEMO_PRINT_H
#define PARALLAX_EDGE_DEMO_PRINT_H

#include <stdio.h>

#include "demo_fold.h"

struct demo_print {
	FILE *out;
	bool terminal; /* colours, and marks of direction around text */
};

void demo_print_all(const struct demo_print *print, const struct demo_fold *fold);

#endif
