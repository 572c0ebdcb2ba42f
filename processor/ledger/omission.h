/* omission.h: what only some articles of a story carry. A number or an author that several origins state, at least half of
 * those that the story has, is missed in an article that is long enough to carry it and came no earlier; and, where it is
 * asked for, what a single origin states. Only what a word names is looked at (dead, votes, the author of an act): of
 * other figures every article has its own. Private to ledger. */
#ifndef PARALLAX_LEDGER_OMISSION_H
#define PARALLAX_LEDGER_OMISSION_H

#include "ledger_story.h"

/* Adds the omissions among the newest articles of a story. The slots of its groups are assigned. */
void omission_derive(const struct ledger_story *story, bool single_source, struct derived_list *list);

#endif
