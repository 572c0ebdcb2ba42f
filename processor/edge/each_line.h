/* each_line.h: the lines of a file in turn, for commands that look at articles: a record each, as replay takes them. */
#ifndef PARALLAX_EDGE_EACH_LINE_H
#define PARALLAX_EDGE_EACH_LINE_H

#include <stdbool.h>

#include "bytes.h"

/* False ends the reading. The line is without its end, and not blank; number counts all lines from 1. */
typedef bool line_visit(void *context, const char *path, unsigned long number, struct bytes line);

/* - is standard input. False, told on standard error in the command's name, when the file cannot be read to its end. */
bool each_line(const char *command, const char *path, line_visit *visit, void *context);

#endif
