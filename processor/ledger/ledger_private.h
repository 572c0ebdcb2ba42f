/* ledger_private.h: the struct behind ledger.h and a story of it, for the room's own files. Private to ledger. */
#ifndef PARALLAX_LEDGER_LEDGER_PRIVATE_H
#define PARALLAX_LEDGER_LEDGER_PRIVATE_H

#include "ledger.h"
#include "ledger_story.h"
#include "map64.h"

struct ledger {
	struct ledger_settings settings;
	struct map64 by_story;   /* id → pointer to a ledger_story */
	struct map64 by_article; /* of story and uri → order among the story's articles + 1 */
	struct arena scratch;    /* of aligning and deriving; empty between two calls */
	struct evidence_account account;
	struct ledger_story *newest, *oldest; /* by their last use: those whose evidence is at hand */
	uint64_t *marked;        /* stories whose entry of the changelog may be another since the last batch */
	uint32_t marked_count, marked_capacity;
	char **reasons;          /* of discrepancies that were restored, each once */
	uint32_t reasons_count, reasons_capacity;
};

/* What an article of a story is found by. */
uint64_t ledger_article_key(uint64_t story, struct bytes uri);

/* A story's evidence is at hand and was used now; it is let go. */
void ledger_story_use(struct ledger *ledger, struct ledger_story *story);
void ledger_story_rest(struct ledger *ledger, struct ledger_story *story);

/* NULL when there is none. */
struct ledger_story *ledger_story_find(const struct ledger *ledger, uint64_t id);

#endif
