/* naming.h: which of the open discrepancies goes on in what was derived, and what it takes along. Private to ledger.
 *
 * A discrepancy takes its id from what its first article says. That article may leave, say something else, or be kept no
 * longer; as long as two of the others still say what they said against each other, it is the same discrepancy and keeps
 * the id it has. Pairings are kept of the newest articles only: what was found by older ones, and is still said, stays with
 * the discrepancy of its place, and does not become less sure because what it was found by is gone. */
#ifndef PARALLAX_LEDGER_NAMING_H
#define PARALLAX_LEDGER_NAMING_H

#include "ledger_story.h"

#define KEPT_SURE 0.6 /* what was hardly sure gives way when its evidence does */
#define KEPT_MAX 128  /* discrepancies of a story that stand although what they were found by is kept no longer */

/* Finds for each of the list the open one that it goes on, and gives it that id and what it takes along; an open one that goes on
 * in none, though those that say it are there, is put behind the list. looked_at tells which of the open ones this settling
 * has derived anew: only these go on in the list. Memory of scratch is the caller's to give back. */
void naming_go_on(struct ledger_story *story, bool (*looked_at)(const struct ledger_story *, const struct derived *),
                  struct arena *scratch, struct derived_list *list);

/* A bit for each thing that a discrepancy's articles say: two without a common one are of two matters. */
uint64_t naming_bits(const struct derived *derived);

/* True when all the articles of a discrepancy are in the story as they were. */
bool naming_all_stand(const struct ledger_story *story, const struct derived *derived);

#endif
