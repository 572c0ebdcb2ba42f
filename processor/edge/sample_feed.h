/* sample_feed.h: the feed of the demo, compiled in: one article a line (tests/feeds/). */
#ifndef PARALLAX_EDGE_SAMPLE_FEED_H
#define PARALLAX_EDGE_SAMPLE_FEED_H

#include "bytes.h"

struct bytes sample_feed(void);

#endif
