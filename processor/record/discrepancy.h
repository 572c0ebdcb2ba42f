/* discrepancy.h: one step in the life of one discrepancy: what wire/encode turns into JSON. */
#ifndef PARALLAX_RECORD_DISCREPANCY_H
#define PARALLAX_RECORD_DISCREPANCY_H

#include "claim.h"

enum discrepancy_type {
	DISCREPANCY_FIGURE, DISCREPANCY_DATE, DISCREPANCY_INTRA_DOCUMENT, DISCREPANCY_VERSION, DISCREPANCY_ATTRIBUTION,
	DISCREPANCY_OMISSION, DISCREPANCY_SINGLE_SOURCE, DISCREPANCY_TYPES
};

enum discrepancy_verdict {
	VERDICT_CONFLICT, VERDICT_UPDATE, VERDICT_DOWNWARD_REVISION, VERDICT_STALE_BACKGROUND, VERDICT_UNRESOLVED,
	VERDICT_BOUND_COMPATIBLE, VERDICTS
};

enum discrepancy_severity { SEVERITY_INFO, SEVERITY_NOTICE, SEVERITY_ALERT, SEVERITIES };

enum discrepancy_action { DISCREPANCY_OPENED, DISCREPANCY_UPDATED, DISCREPANCY_RESOLVED, DISCREPANCY_RETRACTED, DISCREPANCY_ACTIONS };

/* Who says it: one article's claim. */
struct assertion {
	struct bytes uri;
	uint64_t version;
	struct bytes source;
	struct bytes language;
	uint64_t origin;
	clock_ms published; /* the article's time */
	const struct claim *claim;
};

#define DISCREPANCY_REASONS_MAX 6

struct discrepancy_event {
	uint64_t discrepancy;
	uint64_t story;
	uint64_t seq;      /* the state's order */
	uint32_t revision; /* 1 when opened, one more with each step */
	enum discrepancy_action action;
	enum discrepancy_type type;
	enum discrepancy_verdict verdict;
	enum discrepancy_severity severity;
	double confidence; /* 0..1 */
	const char *slot;  /* "dead", "money EUR", "measure km", … */
	uint64_t bulletin; /* shared by measures that move together; 0 when none */
	const char *reasons[DISCREPANCY_REASONS_MAX];
	uint32_t reasons_count;
	const struct assertion *assertions;
	uint32_t assertions_count;
	uint32_t articles; /* that state a figure in this slot */
	uint32_t origins;  /* independent ones among them */
	clock_ms time;     /* record time */
	uint64_t fingerprint; /* of what a reader sees: the same until something of it changes */
};

#endif
