/* derive.h: the discrepancies that the claims of a story amount to at one moment; the life cycle (ledger.h) compares them
 * with those of the moment before. Private to ledger. */
#ifndef PARALLAX_LEDGER_DERIVE_H
#define PARALLAX_LEDGER_DERIVE_H

#include "discrepancy.h"
#include "slots.h"

#define DERIVED_ASSERTIONS_MAX 24
#define SLOT_NAME_MAX 24

struct derived_assertion {
	struct ledger_article *article;
	uint32_t claim;
};

struct derived {
	uint64_t id;
	enum discrepancy_type type;
	enum discrepancy_verdict verdict;
	enum discrepancy_severity severity;
	double confidence;
	char slot[SLOT_NAME_MAX];
	uint64_t bulletin;
	const char *reasons[DISCREPANCY_REASONS_MAX];
	uint32_t reasons_count;
	struct derived_assertion assertions[DERIVED_ASSERTIONS_MAX];
	uint32_t assertions_count;
	uint32_t articles, origins;
};

struct laid_out;

/* claims have their slots; ordered by article as they came, then as in the text. Returns how many discrepancies. */
uint32_t derive_discrepancies(const struct slot_claim *claims, uint32_t count, const struct laid_out *laid_out, struct arena *arena,
                              struct derived **ret_derived);

#endif
