/* rebuild.h: `parallax run --rebuild FROM`: another group with outputs and a changelog of its own, which reads the input again; the
 * working one goes on meanwhile. */
#ifndef PARALLAX_EDGE_REBUILD_H
#define PARALLAX_EDGE_REBUILD_H

#include "settings.h"

/* Makes settings those of the rebuild, from earliest or a time on. False when that cannot be; it has been said why. */
bool rebuild_prepare(struct settings *settings, const char *from);

/* Says how to go on with what a rebuild with these settings has made. */
void rebuild_tell_switch(const struct settings *settings);

#endif
