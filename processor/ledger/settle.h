/* settle.h: what has changed in a story since it was settled last, told as steps in the lives of its discrepancies.
 * Private to ledger. */
#ifndef PARALLAX_LEDGER_SETTLE_H
#define PARALLAX_LEDGER_SETTLE_H

#include "ledger.h"
#include "ledger_story.h"

/* As ledger_settle. Derives anew only the groups that changed since; memory of scratch is given back. */
uint32_t story_settle(struct ledger_story *story, const struct ledger_settings *settings, uint64_t seq, clock_ms time,
                      struct arena *scratch, struct arena *arena, struct discrepancy_event **ret_events);

#endif
