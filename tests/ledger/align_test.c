/* Two texts laid side by side, and what a story makes of it: figures without a common word meet by their place. */
#include "align.h"

#include <stdio.h>

#include "check_that.h"
#include "ledger.h"
#include "measures.h"

#define STORY 3
#define SENTENCES 12
#define SENTENCE_LETTERS 100
#define NAMES_OF_SENTENCE 3

static struct arena arena;
static const struct ledger_settings settings = { .single_source = false };

/* A text of sentences, each with three names and a figure of its own; order says which sentence stands where. */
struct text {
	struct sketch_record record;
	struct placed_figure figures[SENTENCES];
	struct placed_key anchors[SENTENCES * NAMES_OF_SENTENCE];
};

static const uint8_t told[SENTENCES] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
static const uint8_t shuffled[SENTENCES] = { 8, 9, 6, 7, 10, 11, 4, 5, 0, 1, 2, 3 };

static struct text *text_of(const char *uri, const char *language, const uint8_t order[SENTENCES])
{
	struct text *text = arena_take_cleared(&arena, 1, sizeof *text);
	for (uint32_t i = 0; i < SENTENCES; i++) {
		double number = 101.0 + 17.0 * order[i];
		text->figures[i] = (struct placed_figure){ .readings = { number }, .readings_count = 1, .low = number, .high = number,
			.place = i * SENTENCE_LETTERS + 50, .sentence_number = (uint16_t)i, .kind = FIGURE_COUNT, .hard = true,
			.received_bytes = { i * SENTENCE_LETTERS + 50, 3 }, .field = 1, .raw = bytes_of_string("105 boxes"),
			.sentence = bytes_of_string("The flood took 105 boxes.") };
		for (uint32_t k = 0; k < NAMES_OF_SENTENCE; k++)
			text->anchors[i * NAMES_OF_SENTENCE + k] = (struct placed_key){ 1000u + order[i] * 10u + k,
				i * SENTENCE_LETTERS + 20 * k, (uint16_t)i, 0 };
	}
	text->record = (struct sketch_record){ .uri = bytes_of_string(uri), .version = 1, .source = bytes_of_string("test"),
		.language = bytes_of_string(language), .created = 0, .figures = text->figures, .figures_count = SENTENCES,
		.anchors = text->anchors, .anchors_count = SENTENCES * NAMES_OF_SENTENCE };
	return text;
}

static void set_number(struct text *text, uint32_t figure, double number)
{
	text->figures[figure].readings[0] = text->figures[figure].low = text->figures[figure].high = number;
}

static struct pairing aligned(const struct text *one, const struct text *other)
{
	struct pairing pairing;
	struct ledger_article *a = ledger_article_new(&one->record, 1, 0), *b = ledger_article_new(&other->record, 2, 0);
	align_articles(a, b, &arena, &pairing);
	ledger_article_release(a);
	ledger_article_release(b);
	return pairing;
}

static void the_order_is_trusted(void)
{
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", told);
	struct pairing pairing = aligned(one, other);
	CHECK_THAT(pairing.parallel && pairing.left_count == 0);
	set_number(other, 4, 150);
	pairing = aligned(one, other);
	CHECK_THAT(pairing.left_count == 1 && pairing.left[0].a == 4 && pairing.left[0].b == 4 && pairing.left[0].sure);
	for (uint32_t i = 0; i < SENTENCES; i++)
		CHECK_THAT(pairing_states(pairing.stated_a, i) == (i != 4) && pairing_states(pairing.stated_b, i) == (i != 4));
}

static void what_stands_around_is_enough(void)
{
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", shuffled);
	set_number(other, 0, 200); /* the ninth sentence, which says 237 */
	struct pairing pairing = aligned(one, other);
	CHECK_THAT(!pairing.parallel && pairing.left_count == 1 && pairing.left[0].a == 8 && pairing.left[0].b == 0);
}

static void what_never_meets(void)
{
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", told);
	set_number(other, 4, 1500); /* another size */
	CHECK_THAT(aligned(one, other).left_count == 0);
	set_number(other, 4, 150);
	other->figures[4].hard = false;
	CHECK_THAT(aligned(one, other).left_count == 0);
	other->figures[4].hard = true;
	set_number(other, 4, 169);
	set_number(one, 10, 190); /* left over, but its place is stated on the other side */
	set_number(other, 10, 271);
	CHECK_THAT(aligned(one, other).left_count == 1);
}

/* "The ten" of both texts, two sentences on, have each other and are no excuse for a ten that should be seventeen. */
static void a_spelled_number_has_its_own(void)
{
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", told);
	set_number(other, 4, 150);
	set_number(one, 6, 150);
	one->figures[6].hard = false;
	CHECK_THAT(aligned(one, other).left_count == 0); /* all that is said of it there */
	set_number(other, 6, 150);
	other->figures[6].hard = false;
	struct pairing pairing = aligned(one, other);
	CHECK_THAT(pairing.left_count == 1 && pairing.left[0].a == 4 && pairing.left[0].b == 4);
}

static void the_same_either_way(void)
{
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", shuffled);
	set_number(one, 3, 160);
	set_number(other, 7, 190);
	struct pairing there = aligned(one, other), back = aligned(other, one);
	CHECK_THAT(there.left_count == back.left_count && there.parallel == back.parallel);
	for (uint32_t i = 0; i < RECORD_FIGURES_MAX / 64; i++)
		CHECK_THAT(there.stated_a[i] == back.stated_b[i] && there.stated_b[i] == back.stated_a[i]);
}

static struct discrepancy_event *events;

static uint32_t article_in(struct ledger *ledger, const struct text *text, uint64_t origin)
{
	ledger_article_in(ledger, STORY, &text->record, origin, 0);
	return ledger_settle(ledger, STORY, origin, 0, &arena, &events);
}

static void a_vote(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct text *odd = text_of("urn:b", "de", told), *third = text_of("urn:c", "fr", told), *fourth = text_of("urn:d", "cs", told);
	set_number(odd, 4, 150);
	CHECK_THAT(article_in(ledger, text_of("urn:a", "en", told), 1) == 0);
	CHECK_THAT(article_in(ledger, odd, 2) == 1 && events[0].type == DISCREPANCY_FIGURE && events[0].assertions_count == 2);
	uint64_t id = events[0].discrepancy;
	double alone = events[0].confidence;
	CHECK_THAT(strcmp(events[0].slot, "count in one place") == 0 && events[0].assertions[0].claim->exact == 169.0);
	CHECK_THAT(bytes_equal(events[0].assertions[1].claim->raw, bytes_of_string("105 boxes")));
	CHECK_THAT(article_in(ledger, third, 3) == 1 && events[0].action == DISCREPANCY_UPDATED && events[0].discrepancy == id);
	CHECK_THAT(events[0].assertions_count == 3 && events[0].origins == 3 && events[0].confidence > alone);

	/* A fourth text with the odd number: two against two is no typing error. */
	set_number(fourth, 4, 150);
	CHECK_THAT(article_in(ledger, fourth, 4) == 1 && events[0].action == DISCREPANCY_RESOLVED);
	ledger_article_out(ledger, STORY, bytes_of_string("urn:d"), false);
	CHECK_THAT(ledger_settle(ledger, STORY, 5, 0, &arena, &events) == 1 && events[0].action == DISCREPANCY_OPENED);

	/* The newer version has it right. */
	struct text *corrected = text_of("urn:b", "de", told);
	corrected->record.version = 2;
	CHECK_THAT(article_in(ledger, corrected, 2) == 1 && events[0].action == DISCREPANCY_RESOLVED && events[0].discrepancy == id);
	ledger_free(ledger);
}

/* A place where two articles are odd, each in its own way, is one discrepancy that says all three numbers. */
static void two_odd_in_one_place(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct text *odd = text_of("urn:b", "de", told), *other = text_of("urn:c", "fr", told);
	set_number(odd, 4, 150);
	set_number(other, 4, 212);
	article_in(ledger, text_of("urn:a", "en", told), 1);
	article_in(ledger, odd, 2);
	article_in(ledger, text_of("urn:d", "cs", told), 3);
	article_in(ledger, text_of("urn:e", "pl", told), 4);
	uint32_t count = article_in(ledger, other, 5);
	CHECK_THAT(count == 1 && ledger_open_count(ledger, STORY) == 1);
	CHECK_THAT(count == 1 && events[0].assertions_count == 5 && events[0].articles == 5 && events[0].origins == 5);
	ledger_free(ledger);
}

/* However long a story grows and whichever of its texts are laid side by side, a place keeps its one discrepancy. */
static void one_name_in_a_long_story(void)
{
	struct ledger *ledger = ledger_new(&settings);
	static char uris[200][16];
	uint64_t id = 0;
	uint32_t others = 0;
	for (uint32_t i = 0; i < 200; i++) {
		snprintf(uris[i], sizeof uris[i], "urn:%u", i);
		struct text *text = text_of(uris[i], i % 2 == 0 ? "en" : "de", told);
		if (i % 40 == 2)
			set_number(text, 4, 150);
		uint32_t count = article_in(ledger, text, i + 1);
		for (uint32_t k = 0; k < count; k++) {
			id = id == 0 ? events[k].discrepancy : id;
			others += events[k].discrepancy != id;
		}
		if (i == 30)
			ledger_article_out(ledger, STORY, bytes_of_string("urn:0"), false); /* the one that came first */
	}
	CHECK_THAT(id != 0 && others == 0 && ledger_open_count(ledger, STORY) == 1);
	ledger_free(ledger);
}

/* A number of another kind is no silence: two texts that give a man's age differently disagree as well. */
static void ages(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", told);
	one->figures[4].kind = other->figures[4].kind = FIGURE_AGE;
	one->figures[4].unit = other->figures[4].unit = UNIT_YEAR;
	set_number(one, 4, 52);
	set_number(other, 4, 36);
	article_in(ledger, one, 1);
	CHECK_THAT(article_in(ledger, other, 2) == 1 && strcmp(events[0].slot, "age in one place") == 0);
	ledger_free(ledger);
}

/* Two texts in an order of their own against an odd one: copies of one origin are one voice. */
static void copies_are_one_voice(void)
{
	for (uint64_t copies = 0; copies < 2; copies++) {
		struct ledger *ledger = ledger_new(&settings);
		struct text *odd = text_of("urn:c", "en", told);
		set_number(odd, 4, 150);
		article_in(ledger, text_of("urn:a", "de", shuffled), 1);
		article_in(ledger, text_of("urn:b", "de", shuffled), copies == 1 ? 1 : 2);
		CHECK_THAT(article_in(ledger, odd, 3) == (copies == 1 ? 0 : 1));
		ledger_free(ledger);
	}
}

/* Days in one place of three texts: of type date; of one month's day and another's the number alone is equal. */
static void days(void)
{
	for (int round = 0; round < 2; round++) {
		struct ledger *ledger = ledger_new(&settings);
		struct text *texts[] = { text_of("urn:a", "en", told), text_of("urn:b", "de", told), text_of("urn:c", "fr", told) };
		for (int i = 0; i < 3; i++) {
			struct placed_figure *figure = &texts[i]->figures[4];
			bool odd = i == 1;
			set_number(texts[i], 4, odd && round == 0 ? 24 : 22);
			figure->kind = FIGURE_ORDINAL;
			figure->date = odd ? (round == 0 ? 20020 : 20049) : 20018;
		}
		article_in(ledger, texts[0], 1);
		article_in(ledger, texts[1], 2);
		CHECK_THAT(article_in(ledger, texts[2], 3) == 1 && events[0].type == DISCREPANCY_DATE && strcmp(events[0].slot, "date") == 0);
		CHECK_THAT(events[0].assertions_count == 3 && events[0].assertions[1].claim->date == texts[1]->figures[4].date);
		ledger_free(ledger);
	}
	/* Two articles that each name the day on which they were written. */
	struct text *today = text_of("urn:a", "en", told), *tomorrow = text_of("urn:b", "de", told);
	today->figures[4].date = 20018;
	tomorrow->figures[4].date = 20019;
	set_number(today, 4, 22);
	set_number(tomorrow, 4, 23);
	today->record.created = 20018 * CLOCK_DAY + CLOCK_HOUR;
	tomorrow->record.created = 20019 * CLOCK_DAY + CLOCK_HOUR;
	CHECK_THAT(aligned(today, tomorrow).left_count == 0);
	tomorrow->record.created = 20030 * CLOCK_DAY;
	CHECK_THAT(aligned(today, tomorrow).left_count == 1);

	/* A day in a year's distance is of another event. */
	struct text *one = text_of("urn:a", "en", told), *other = text_of("urn:b", "de", told);
	one->figures[4].date = 20018;
	other->figures[4].date = 20018 + 400;
	set_number(one, 4, 22);
	set_number(other, 4, 24);
	CHECK_THAT(aligned(one, other).left_count == 0);
}

static void merged_stories(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct text *odd = text_of("urn:b", "de", told);
	set_number(odd, 4, 150);
	article_in(ledger, text_of("urn:a", "en", told), 1);
	ledger_article_in(ledger, STORY + 1, &odd->record, 2, 0);
	ledger_merge(ledger, STORY, STORY + 1);
	CHECK_THAT(ledger_settle(ledger, STORY, 3, 0, &arena, &events) == 1 && events[0].action == DISCREPANCY_OPENED);
	ledger_free(ledger);
}

/* Nothing but one number, as often as a record holds; and nothing at all. */
static void bounded(void)
{
	struct placed_figure *figures = arena_take_cleared(&arena, RECORD_FIGURES_MAX, sizeof *figures);
	struct placed_key *anchors = arena_take_cleared(&arena, RECORD_ANCHORS_MAX, sizeof *anchors);
	for (uint32_t i = 0; i < RECORD_FIGURES_MAX; i++)
		figures[i] = (struct placed_figure){ .readings = { i % 2 == 0 ? 7 : 8 + i }, .readings_count = 1, .place = i, .hard = true };
	struct text full = { .record = { .uri = bytes_of_string("urn:f"), .figures = figures, .figures_count = RECORD_FIGURES_MAX,
		.anchors = anchors, .anchors_count = RECORD_ANCHORS_MAX } }, empty = { .record = { .uri = bytes_of_string("urn:e") } };
	CHECK_THAT(aligned(&full, &full).left_count <= PAIRING_LEFT_MAX);
	CHECK_THAT(aligned(&full, &empty).left_count == 0 && aligned(&empty, &empty).left_count == 0);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	the_order_is_trusted();
	what_stands_around_is_enough();
	what_never_meets();
	a_spelled_number_has_its_own();
	the_same_either_way();
	a_vote();
	two_odd_in_one_place();
	one_name_in_a_long_story();
	ages();
	copies_are_one_voice();
	days();
	merged_stories();
	bounded();
	arena_free(&arena);
	return check_that_result();
}
