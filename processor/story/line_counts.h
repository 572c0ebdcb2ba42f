/* line_counts.h: which lines a source repeats: for each (source, line) in how many stories it was used, halved every two
 * weeks. What repeats across stories is the outlet's furniture, not news: related links, standing notes, captions.
 * A table of a fixed size: of eight that share a bucket the one that was seen the longest ago makes room, furniture last.
 * Plain data, so that it can be written and read as it is. Private to story. */
#ifndef PARALLAX_STORY_LINE_COUNTS_H
#define PARALLAX_STORY_LINE_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#define LINE_COUNTS_SLOTS (1u << 19) /* 16 MiB; 500,000 lines are some 25,000 articles, and what repeats stays */
#define LINE_REPEATED 2              /* stories from which on a line is furniture */

struct line_count {
	uint64_t line;    /* hash of source and line; 0: free */
	uint64_t story;   /* id of the story that used it last */
	uint64_t first;   /* hash of the uri of the article that used it first */
	uint32_t seen;    /* number of the use, for making room */
	uint16_t day;     /* of record time, at the last change of stories */
	uint16_t stories; /* that used it one after the other */
};

struct line_counts {
	struct line_count *slots; /* LINE_COUNTS_SLOTS */
	uint32_t uses;
	uint32_t *marked; /* places that changed since the last batch; whoever has read them sets the count to 0 */
	uint32_t marked_count, marked_capacity;
};

void line_counts_init(struct line_counts *counts);
void line_counts_free(struct line_counts *counts);

/* What is known of a line, or NULL. */
const struct line_count *line_counts_find(const struct line_counts *counts, uint64_t line);

struct line_use {
	uint64_t story;   /* id */
	bool same;        /* the story that used it last is this one: it counts once */
	uint64_t article; /* hash of its uri */
	uint16_t day;     /* of record time */
};

/* Notes a use. Returns what is known of the line by now. */
const struct line_count *line_counts_use(struct line_counts *counts, uint64_t line, const struct line_use *use);

#endif
