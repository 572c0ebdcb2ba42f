/* lines.h: memory for large tables that are read at random: cache lines, on huge pages where the system has them. A look-up
 * in pages of 4 KB waits for the page table as long again as for the line. */
#ifndef PARALLAX_BASE_LINES_H
#define PARALLAX_BASE_LINES_H

#include <stddef.h>

/* Zeroed memory that begins with a cache line, to be given back by free(). Ends the process when the system has none. */
void *lines_take(size_t bytes);

#endif
