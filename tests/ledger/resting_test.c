/* Evidence that is let go and made again changes nothing that is told: a ledger without room for more than one story beside one that
 * keeps all; and one long story, whose older articles' evidence nothing needs. */
#include "by_hand.h"
#include "check_that.h"
#include "hash.h"
#include "ledger_private.h"
#include "record_codec.h"

#define STORIES 5
#define ROUNDS 150
#define CLAIMS 3
#define FIGURES 6
#define NAMES 12

/* A ledger, and the records as the story state keeps them. */
struct kept {
	struct ledger *ledger;
	struct uses records;
};

static struct arena arena;

static void begin(struct kept *kept, size_t room)
{
	struct ledger_settings settings = { .single_source = true, .evidence_room = room };
	uses_init(&kept->records);
	kept->ledger = ledger_new(&settings);
	ledger_track(kept->ledger, &kept->records);
}

static void end(struct kept *kept)
{
	ledger_free(kept->ledger);
	uses_free(&kept->records);
}

/* What article `which` of a story says in a version: mostly what all say, in an order of its own language. */
static struct sketch_record *record_of(uint64_t story, uint32_t which, uint64_t version, uint64_t number)
{
	struct sketch_record *record = arena_take_cleared(&arena, 1, sizeof *record);
	struct claim *claims = arena_take(&arena, CLAIMS * sizeof *claims);
	struct placed_figure *figures = arena_take_cleared(&arena, FIGURES, sizeof *figures);
	struct placed_key *names = arena_take(&arena, NAMES * sizeof *names);
	uint64_t *lines = arena_take_cleared(&arena, FIGURES, sizeof *lines);
	char *uri = arena_take(&arena, 32);
	snprintf(uri, 32, "urn:%llu:%u", (unsigned long long)story, which);
	for (uint32_t i = 0; i < CLAIMS; i++) {
		bool odd = hash_mix(story * 100000 + which * 100 + version * 10 + i) % 12 == 0;
		claims[i] = claim_counted((enum lexicon_counted)(COUNTED_DEAD + i), (double)(40 * story + 10 * i + (odd ? 9 : 0)), (uint16_t)i, 100 + i, story);
	}
	for (uint32_t i = 0; i < FIGURES; i++) {
		bool odd = hash_mix(story * 100000 + which * 100 + version * 10 + i + 50) % 12 == 0;
		double value = (double)(300 + 20 * i + story + (odd ? 7 : 0));
		figures[i] = (struct placed_figure){ .readings = { value }, .readings_count = 1, .low = value, .high = value, .place = 100 * i + 50,
			.sentence_number = (uint16_t)i, .kind = FIGURE_COUNT, .hard = true, .received_bytes = { 100 * i + 50, 3 },
			.raw = bytes_of_string("321"), .sentence = bytes_of_string("It took 321 boxes.") };
	}
	for (uint32_t i = 0; i < NAMES; i++)
		names[i] = (struct placed_key){ (uint32_t)hash_mix(story * 50 + i + 1), 50 * i, (uint16_t)(i / 2), 0 };
	*record = (struct sketch_record){ .uri = bytes_of_string(uri), .version = version, .number = number, .source = bytes_of_string("test"),
		.language = bytes_of_string(which % 2 == 0 ? "en" : "de"), .created = which * CLOCK_HOUR, .lines = lines, .lines_count = FIGURES,
		.claims = claims, .claims_count = CLAIMS, .figures = figures, .figures_count = FIGURES, .anchors = names, .anchors_count = NAMES };
	return record;
}

static void put(struct kept *kept, uint64_t story, const struct sketch_record *record)
{
	uses_read(&kept->records, record->number, record_encode(record, &arena));
	ledger_article_in(kept->ledger, story, record, 1 + hash_bytes(record->uri) % 40, record->created);
}

static uint32_t events_seen;

static bool same_claim(const struct claim *a, const struct claim *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->exact == b->exact && a->counted == b->counted && bytes_equal(a->raw, b->raw) && bytes_equal(a->sentence, b->sentence);
}

static void settle_both(struct kept *one, struct kept *other, uint64_t story, uint64_t seq)
{
	struct discrepancy_event *left, *right;
	uint32_t count = ledger_settle(one->ledger, story, seq, 0, &arena, &left);
	if (!CHECK_THAT(ledger_settle(other->ledger, story, seq, 0, &arena, &right) == count))
		return;
	events_seen += count;
	for (uint32_t i = 0; i < count; i++) {
		CHECK_THAT(left[i].discrepancy == right[i].discrepancy && left[i].action == right[i].action && left[i].fingerprint == right[i].fingerprint &&
		           left[i].assertions_count == right[i].assertions_count && left[i].confidence == right[i].confidence);
		for (uint32_t k = 0; k < left[i].assertions_count && k < right[i].assertions_count; k++)
			CHECK_THAT(bytes_equal(left[i].assertions[k].uri, right[i].assertions[k].uri) &&
			           same_claim(left[i].assertions[k].claim, right[i].assertions[k].claim));
	}
}

static void tell_the_same(uint32_t stories, uint32_t rounds)
{
	struct kept all, little;
	uint64_t number = 0, seq = 0;
	begin(&all, 0);
	begin(&little, 1);
	events_seen = 0;
	for (uint32_t round = 0; round < rounds; round++)
		for (uint64_t story = 1; story <= stories; story++) {
			struct arena_mark mark = arena_mark(&arena);
			uint64_t what = hash_mix(round * 16 + story) % 16;
			uint32_t which = what < 3 && round > 4 ? round / 4 : round; /* one of long ago, again */
			const struct sketch_record *record = record_of(story, which, what < 3 ? round + 2 : 1, ++number);
			if (what == 3) {
				ledger_article_out(all.ledger, story, record_of(story, round / 2, 1, 0)->uri, true);
				ledger_article_out(little.ledger, story, record_of(story, round / 2, 1, 0)->uri, true);
			} else {
				put(&all, story, record);
				put(&little, story, record);
			}
			settle_both(&all, &little, story, ++seq);
			arena_rewind(&arena, mark);
		}
	CHECK_THAT(2 * little.ledger->account.bytes < all.ledger->account.bytes || stories == 1);
	CHECK_THAT(all.ledger->account.bytes < (size_t)12 * 1024 * 1024);
	for (uint64_t story = 2; story <= stories; story++) {
		ledger_merge(all.ledger, 1, story);
		ledger_merge(little.ledger, 1, story);
	}
	settle_both(&all, &little, 1, ++seq);
	CHECK_THAT(events_seen > rounds / 4);
	end(&all);
	end(&little);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	tell_the_same(STORIES, ROUNDS);
	tell_the_same(1, 4 * ROUNDS);
	arena_free(&arena);
	return check_that_result();
}
