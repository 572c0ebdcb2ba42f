/* demo_topics.h: the demo's other side of the broker: whoever sends articles, and whoever reads what is published. */
#ifndef PARALLAX_EDGE_DEMO_TOPICS_H
#define PARALLAX_EDGE_DEMO_TOPICS_H

#include "demo_fold.h"
#include "settings.h"

/* Sends a feed, one article a line, each as of its own time and with its uri as key. STATUS_FATAL, logged. */
enum status demo_topics_send(const struct settings *settings, struct bytes feed, uint32_t *ret_sent);

/* Reads the published topics from their beginning to their end. STATUS_FATAL, logged. */
enum status demo_topics_read(const struct settings *settings, struct demo_fold *fold);

#endif
