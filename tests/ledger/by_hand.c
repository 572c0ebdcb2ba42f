#include "by_hand.h"

struct claim claim_counted(enum lexicon_counted counted, double number, uint16_t sentence, uint64_t name, uint64_t other_name)
{
	return (struct claim){ .kind = FIGURE_COUNT, .hard = true, .counted = (uint8_t)counted, .exact = number, .low = number, .high = number,
		.sentence_number = sentence, .line = sentence, .context = { name, other_name }, .context_count = 2,
		.as_of = CLOCK_ABSENT, .raw = bytes_of_string("raw"), .sentence = bytes_of_string("a sentence") };
}

void hand_begin(struct hand *hand, const struct ledger_settings *settings)
{
	*hand = (struct hand){ .ledger = ledger_new(settings) };
	arena_init(&hand->arena, 1 << 20);
}

void hand_end(struct hand *hand)
{
	ledger_free(hand->ledger);
	arena_free(&hand->arena);
}

void hand_in(struct hand *hand, const char *uri, uint64_t version, uint64_t origin, clock_ms time, const struct claim *claims,
             uint32_t claims_count)
{
	struct sketch_record record = { .uri = bytes_of_string(uri), .version = version, .source = bytes_of_string("test"),
		.language = bytes_of_string("en"), .created = time, .claims = claims, .claims_count = claims_count };
	ledger_article_in(hand->ledger, HAND_STORY, &record, origin, time);
	hand->events_count = ledger_settle(hand->ledger, HAND_STORY, ++hand->seq, time, &hand->arena, &hand->events);
}

void hand_out(struct hand *hand, const char *uri, bool retracted, clock_ms time)
{
	ledger_article_out(hand->ledger, HAND_STORY, bytes_of_string(uri), retracted);
	hand->events_count = ledger_settle(hand->ledger, HAND_STORY, ++hand->seq, time, &hand->arena, &hand->events);
}

const struct discrepancy_event *hand_step(const struct hand *hand, enum discrepancy_type type)
{
	const struct discrepancy_event *step = NULL;
	for (uint32_t i = 0; i < hand->events_count; i++) {
		if (hand->events[i].type != type)
			continue;
		if (step != NULL)
			return NULL;
		step = &hand->events[i];
	}
	return step;
}
