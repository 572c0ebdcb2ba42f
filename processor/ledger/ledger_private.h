/* ledger_private.h: a story of a ledger, for the room's own files. Private to ledger. */
#ifndef PARALLAX_LEDGER_LEDGER_PRIVATE_H
#define PARALLAX_LEDGER_LEDGER_PRIVATE_H

#include "ledger.h"
#include "ledger_story.h"

/* NULL when there is none. */
struct ledger_story *ledger_story_find(const struct ledger *ledger, uint64_t id);

#endif
