/* crash_child.h: whether a step would end the process: it is tried first in a child, which has all of the process's memory as it
 * is now and shares none of it. */
#ifndef PARALLAX_EDGE_CRASH_CHILD_H
#define PARALLAX_EDGE_CRASH_CHILD_H

#include <stdbool.h>

/* False when a signal ended the child, or the step has not come to its end after half a minute. Where there can be no child the step
 * passes for harmless. The step may not use threads that are there already: a child has none of them. */
bool crash_child_survives(void (*step)(void *context), void *context);

#endif
