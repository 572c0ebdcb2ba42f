/* output_line.h: one published message as one line of JSON: {"key":…,"headers":{…},"value":…}. What is not UTF-8 is
 * {"base64":…}; the internal topics' values always are. */
#ifndef PARALLAX_EDGE_OUTPUT_LINE_H
#define PARALLAX_EDGE_OUTPUT_LINE_H

#include "arena.h"
#include "message.h"

/* The line with its '\n', in the arena. */
struct bytes output_line(const struct output_message *message, struct arena *arena);

#endif
