/* settle.h: what has changed in a story since it was settled last, told as steps in the lives of its discrepancies.
 * Private to ledger. */
#ifndef PARALLAX_LEDGER_SETTLE_H
#define PARALLAX_LEDGER_SETTLE_H

#include "ledger.h"
#include "ledger_story.h"

/* As ledger_settle. Derives anew only the groups that changed since; memory of scratch is given back. */
uint32_t ledger_story_settle(struct ledger_story *story, const struct ledger_settings *settings, uint64_t seq, clock_ms time,
                      struct arena *scratch, struct arena *arena, struct discrepancy_event **ret_events);

/* What is open, as events without a time; returns how many. */
uint32_t ledger_story_open(const struct ledger_story *story, struct arena *arena, struct discrepancy_event **ret_events);

/* A claim with its article and copies of its words. */
struct assertion assertion_of(const struct derived_assertion *derived, struct arena *arena);

#endif
