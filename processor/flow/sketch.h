/* sketch.h: the left half of the way: one article in, one self-contained sketch record out. A pure function of the
 * article, so that it runs on any number of threads or machines. */
#ifndef PARALLAX_FLOW_SKETCH_H
#define PARALLAX_FLOW_SKETCH_H

#include "article.h"
#include "claims.h"
#include "dates.h"
#include "figures.h"
#include "kernel.h"
#include "keys.h"
#include "known_names.h"
#include "language.h"
#include "sketch_record.h"

/* What the rooms found in an article on the way: what explain shows. All of it is the arena's. */
struct sketch_trace {
	struct document document;
	unsigned language;
	struct lexicon_hit *hits;
	uint32_t hits_count;
	struct figure *figures;
	uint32_t figures_count;
	struct date *dates;
	uint32_t dates_count;
	struct known_names *names;
	struct key_set keys;
};

/* time is the record time: for the dates of an article that states none. */
void sketch_article(const struct article *article, const struct kernel *kernel, clock_ms time, struct arena *arena,
                    struct sketch_trace *ret_trace, struct sketch_record *ret_record);

#endif
