#include "explain_story.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "display_text.h"
#include "each_line.h"
#include "enum_names.h"
#include "kernel_setting.h"
#include "ledger_view.h"
#include "measures.h"
#include "pass.h"
#include "timestamp.h"

#define SOURCE_COLUMNS 20
#define SENTENCE_COLUMNS 96
#define ID_DIGITS 16
#define MINUTES_LENGTH 16 /* 2025-03-10T12:00 */

/* The files folded up to a record. */
struct folding {
	struct pass pass;
	struct arena arena;
	struct outbox outbox;
	uint64_t records;
	uint64_t last; /* the record to stop behind; UINT64_MAX: all */
	uint64_t story;
	uint64_t found; /* the last record that went to the story, from 1 */
};

static bool fold_line(void *context, const char *path, unsigned long number, struct bytes line)
{
	struct folding *folding = context;
	(void)path;
	(void)number;
	struct input_message message = { .at = { bytes_of_string("file"), 0, (int64_t)folding->records }, .timestamp = CLOCK_ABSENT, .value = line };
	pass_record(&folding->pass, &message);
	folding->records++;
	for (uint32_t i = 0; i < folding->pass.outcome.events_count; i++)
		if (folding->pass.outcome.events[i].story == folding->story)
			folding->found = folding->records;
	pass_finish(&folding->pass);
	outbox_clear(&folding->outbox);
	arena_rewind(&folding->arena, (struct arena_mark){ NULL, 0 });
	return folding->records < folding->last;
}

static void folding_init(struct folding *folding, const struct settings *settings, const struct kernel *kernel, uint64_t story, uint64_t last)
{
	struct batch_settings batch;
	settings_of_batch(settings, &batch);
	batch.pass.internal_topics = false;
	*folding = (struct folding){ .story = story, .last = last };
	arena_init(&folding->arena, (size_t)1 << 20);
	pass_init(&folding->pass, &batch.pass, kernel, &folding->arena, &folding->outbox);
}

static void folding_free(struct folding *folding)
{
	pass_free(&folding->pass);
	outbox_free(&folding->outbox);
	arena_free(&folding->arena);
}

static bool fold_all(struct folding *folding, const struct command_line *line)
{
	for (int i = 0; i < line->operands_count && folding->records < folding->last; i++)
		if (!each_line("explain", line->operands[i], fold_line, folding))
			return false;
	return true;
}

/* ---- What is printed. */

static void print_value(const struct claim *claim)
{
	char text[64];
	if (claim == NULL)
		snprintf(text, sizeof text, "says nothing");
	else if (claim->kind == FIGURE_ACTOR)
		text[0] = 0;
	else if (claim->vague)
		snprintf(text, sizeof text, "%.10g to %.10g", claim->low, claim->high);
	else
		snprintf(text, sizeof text, "%s %.10g", claim->bound == BOUND_EXACT ? "" : bound_name((enum lexicon_bound)claim->bound), claim->exact);
	printf("    %-22s", text);
}

static void print_time(clock_ms time)
{
	char text[TIMESTAMP_SIZE] = "no time";
	if (time != CLOCK_ABSENT)
		timestamp_print(time, text);
	text[MINUTES_LENGTH] = 0;
	printf("%-*s ", MINUTES_LENGTH, text);
}

static void print_assertion(const struct assertion *assertion, const char *remark)
{
	print_value(assertion->claim);
	printf(" %.*s ", (int)assertion->language.length, (const char *)assertion->language.data);
	display_print_cell(stdout, assertion->source, SOURCE_COLUMNS, false);
	printf(" ");
	print_time(assertion->published);
	if (assertion->claim != NULL && assertion->claim->as_of_basis == AS_OF_STATED) {
		printf("as of ");
		print_time(assertion->claim->as_of);
	}
	printf("%s\n", remark);
	printf("        ");
	display_print(stdout, assertion->uri, false);
	printf("\n");
	if (assertion->claim == NULL)
		return;
	printf("        «");
	display_print(stdout, assertion->claim->raw, true);
	printf("» in: ");
	display_print_cut(stdout, assertion->claim->sentence, SENTENCE_COLUMNS, true);
	printf("\n");
}

static void print_slot(const struct ledger_view_slot *slot, uint32_t number)
{
	printf("  slot %u: %s, %u %s\n", number, slot->name, slot->count, slot->count == 1 ? "claim" : "claims");
	for (uint32_t i = 0; i < slot->count; i++) {
		const struct ledger_view_claim *claim = &slot->claims[i];
		char remark[96];
		if (claim->previous)
			snprintf(remark, sizeof remark, "(of a version that was replaced)");
		else if (claim->similarity < 1.0)
			snprintf(remark, sizeof remark, "(names and places around agree to %.0f %%)", 100.0 * claim->similarity);
		else
			remark[0] = 0;
		print_assertion(&claim->assertion, remark);
	}
}

static void print_pairing(const struct ledger_view_pairing *pairing)
{
	printf("  ");
	display_print(stdout, pairing->a, false);
	printf("\n  ");
	display_print(stdout, pairing->b, false);
	printf("\n      %s, strength %.1f; %u figures in one place of both", pairing->parallel ? "one order" : "each in its own order",
	       pairing->strength, pairing->stated);
	for (uint32_t i = 0; i < pairing->left; i++) {
		printf("%s «", i == 0 ? "; left over:" : ",");
		display_print(stdout, pairing->left_a[i], true);
		printf("» and «");
		display_print(stdout, pairing->left_b[i], true);
		printf("»");
	}
	printf("\n");
}

static void print_open(const struct discrepancy_event *event)
{
	printf("  %s %s: %s, %s, confidence %.2f; %u articles, %u origins\n", discrepancy_severity_name(event->severity), event->slot,
	       discrepancy_type_name(event->type), discrepancy_verdict_name(event->verdict), event->confidence, event->articles, event->origins);
	for (uint32_t i = 0; i < event->reasons_count; i++)
		printf("    because %s\n", event->reasons[i]);
	for (uint32_t i = 0; i < event->assertions_count; i++)
		print_assertion(&event->assertions[i], "");
}

static void print_headline(const struct story_view *story)
{
	printf("story %016llx: %u %s", (unsigned long long)story->story, story->members_total, story->members_total == 1 ? "article" : "articles");
	if (story->members_count > 0) {
		printf("; ");
		display_print(stdout, story->members[0].headline, true);
	}
	printf("\n");
}

static bool print_story(struct folding *folding)
{
	struct ledger_view view;
	struct story_view story;
	if (story_state_view(folding->pass.stories, folding->story, &folding->arena, &story) != STATUS_OK ||
	    !ledger_view(folding->pass.ledger, folding->story, &folding->arena, &view))
		return false;
	print_headline(&story);
	printf("\nWhat its articles state, by what they speak of:\n");
	for (uint32_t i = 0; i < view.slots_count; i++)
		print_slot(&view.slots[i], i + 1);
	printf("\nTexts laid side by side:\n");
	for (uint32_t i = 0; i < view.pairings_count; i++)
		print_pairing(&view.pairings[i]);
	if (view.pairings_count == 0)
		printf("  none\n");
	printf("\nWhere they disagree:\n");
	for (uint32_t i = 0; i < view.open_count; i++)
		print_open(&view.open[i]);
	if (view.open_count == 0)
		printf("  nowhere\n");
	return true;
}

/* True when text is an id; its first digits are not enough. */
static bool read_id(const char *text, uint64_t *ret_id)
{
	char *end;
	*ret_id = strtoull(text, &end, 16);
	return strlen(text) == ID_DIGITS && strspn(text, "0123456789abcdefABCDEF") == ID_DIGITS;
}

int explain_story(const struct settings *settings, const struct command_line *line, const char *text)
{
	uint64_t id;
	struct folding folding;
	const struct kernel *kernel = kernel_of_settings(settings);
	if (kernel == NULL)
		return EXIT_WRONG;
	if (!read_id(text, &id)) {
		fprintf(stderr, "parallax explain: --story takes the 16 digits of a story_id, as wire.stories has them, not %s\n", text);
		return EXIT_USAGE;
	}
	for (int i = 0; i < line->operands_count; i++)
		if (strcmp(line->operands[i], "-") == 0) {
			fprintf(stderr, "parallax explain: --story reads the files twice, which standard input cannot be\n");
			return EXIT_USAGE;
		}
	folding_init(&folding, settings, kernel, id, UINT64_MAX);
	bool read = fold_all(&folding, line);
	uint64_t last = folding.found, wrong = folding.pass.counters.deadletters, lines = folding.records;
	folding_free(&folding);
	if (!read)
		return EXIT_WRONG;
	folding_init(&folding, settings, kernel, id, last);
	bool printed = last > 0 && fold_all(&folding, line) && print_story(&folding);
	folding_free(&folding);
	if (!printed)
		fprintf(stderr, last == 0 ? "parallax explain: no article of these files went to story %s\n"
		                          : "parallax explain: story %s has no articles of its own any more: it was merged, or they were killed\n",
		        text);
	if (wrong > 0)
		fprintf(stderr, "parallax explain: %" PRIu64 " of %" PRIu64 " lines could not be read; `parallax explain FILE...` says which and why\n", wrong, lines);
	return printed && wrong == 0 ? EXIT_DONE : EXIT_WRONG;
}
