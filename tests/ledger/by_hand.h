/* by_hand.h: a ledger fed with claims made by hand, and the steps of its last settling, for tests of what becomes of them. */
#ifndef PARALLAX_TESTS_BY_HAND_H
#define PARALLAX_TESTS_BY_HAND_H

#include "ledger.h"
#include "measures.h"

#define HAND_STORY 7

struct hand {
	struct arena arena;
	struct ledger *ledger;
	struct discrepancy_event *events;
	uint32_t events_count;
	uint64_t seq;
};

/* A count of the dead or injured, said in a sentence with some names around it. */
struct claim claim_counted(enum lexicon_counted counted, double number, uint16_t sentence, uint64_t name, uint64_t other_name);

void hand_begin(struct hand *hand, const struct ledger_settings *settings);
void hand_end(struct hand *hand);

/* A version of an article of an origin, published at a time; then the story is settled. */
void hand_in(struct hand *hand, const char *uri, uint64_t version, uint64_t origin, clock_ms time, const struct claim *claims,
             uint32_t claims_count);
void hand_out(struct hand *hand, const char *uri, bool retracted, clock_ms time);

/* The only step of a type, or NULL when there is none or more than one. */
const struct discrepancy_event *hand_step(const struct hand *hand, enum discrepancy_type type);

#endif
