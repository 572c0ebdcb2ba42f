/* explain_story.h: `parallax explain --story ID FILE…`: what the articles of one story state, slot by slot, and why each
 * disagreement among them is what it is. */
#ifndef PARALLAX_EDGE_EXPLAIN_STORY_H
#define PARALLAX_EDGE_EXPLAIN_STORY_H

#include "settings_load.h"

/* The files are folded twice, as replay does: to find the story's last article, and to stop there. Returns an exit code. */
int explain_story(const struct settings *settings, const struct command_line *line, const char *id);

#endif
