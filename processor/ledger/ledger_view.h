/* ledger_view.h: what the ledger knows of one story at a moment, for a person who asks why: `parallax explain --story`. */
#ifndef PARALLAX_LEDGER_LEDGER_VIEW_H
#define PARALLAX_LEDGER_LEDGER_VIEW_H

#include "ledger.h"

struct ledger_view_claim {
	struct assertion assertion;
	double similarity; /* of what stands around, by which the claim came into its slot; 1 for the first and for equal numbers */
	bool previous;     /* of a version that was replaced */
};

/* What is taken for statements of one thing. */
struct ledger_view_slot {
	char name[32];
	const struct ledger_view_claim *claims; /* in the order in which their articles came */
	uint32_t count;
};

/* Two texts that were laid side by side. */
struct ledger_view_pairing {
	struct bytes a, b; /* uris */
	bool parallel;     /* the order of one is that of the other */
	double strength;   /* what both name, so much in a thousand letters in one order */
	uint32_t stated;   /* figures of a that b states in the same place */
	uint32_t left;     /* pairs of figures that are left over in one place of both */
	struct bytes left_a[16], left_b[16]; /* as written */
};

struct ledger_view {
	const struct ledger_view_slot *slots;
	uint32_t slots_count;
	const struct ledger_view_pairing *pairings;
	uint32_t pairings_count;
	const struct discrepancy_event *open; /* as their last steps said */
	uint32_t open_count;
};

/* Fills a view of a settled story in memory of the arena. False when the ledger has no such story. */
bool ledger_view(struct ledger *ledger, uint64_t story, struct arena *arena, struct ledger_view *ret_view);

#endif
