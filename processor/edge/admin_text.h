/* admin_text.h: what the admin endpoint answers, of the figures of the run. */
#ifndef PARALLAX_EDGE_ADMIN_TEXT_H
#define PARALLAX_EDGE_ADMIN_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "run_figures.h"

/* The metrics in the text format of Prometheus (0.0.4). now is monotonic, as in all of these. */
void admin_text_metrics(FILE *out, const struct run_figures *figures, const struct partition_lag *lag, int64_t now);

/* True while the working thread is seen to work: when it is not, only a restart helps. Either way a sentence why. */
bool admin_text_is_live(const struct run_figures *figures, int64_t now, char *ret_words, size_t size);

/* True when this instance does what it is there for: it takes records, or it stands by and could at once. Either way a sentence. */
bool admin_text_is_ready(const struct run_figures *figures, int64_t now, char *ret_words, size_t size);

#endif
