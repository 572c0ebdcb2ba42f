/* explain.c: `parallax explain FILE…`: what was read from each article, one JSON object a line, the files folded in order as
 * replay does, with the story that each article went to and why; with --pair, what two of the articles share. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "decode.h"
#include "each_line.h"
#include "enum_names.h"
#include "explain_pair.h"
#include "explain_story.h"
#include "json_write.h"
#include "kernel_setting.h"
#include "normalise.h"
#include "record_codec.h"
#include "settings_load.h"
#include "sketch.h"
#include "story_state.h"

static void write_span(struct json_write *write, const struct document *document, struct span plain)
{
	struct received_span received = document_received(document, plain);
	json_write_key(write, "field");
	json_write_string(write, field_name(received.field));
	json_write_key(write, "start");
	json_write_unsigned(write, received.points.start);
	json_write_key(write, "length");
	json_write_unsigned(write, received.points.length);
}

static void write_lines(struct json_write *write, const struct document *document, bool dropped)
{
	json_write_key(write, dropped ? "boilerplate" : "text");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < document->lines_count; i++) {
		if (document->lines[i].dropped != dropped)
			continue;
		json_write_open(write, '{');
		write_span(write, document, document->lines[i].plain);
		json_write_key(write, "line");
		json_write_text(write, bytes_part(document->plain, document->lines[i].plain));
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

static struct span words_span(const struct document *document, uint32_t word, uint32_t words)
{
	const struct word *first = &document->words[word], *last = &document->words[word + words - 1];
	return (struct span){ first->plain_start, last->plain_start + last->plain_length - first->plain_start };
}

static void write_hits(struct json_write *write, const struct sketch_trace *trace, enum lexicon_kind kind, const char *key)
{
	json_write_key(write, key);
	json_write_open(write, '[');
	for (uint32_t i = 0; i < trace->hits_count; i++) {
		const struct lexicon_hit *hit = &trace->hits[i];
		if (hit->kind != kind)
			continue;
		struct span span = words_span(&trace->document, hit->word, hit->words);
		json_write_open(write, '{');
		json_write_key(write, kind == LEXICON_PLACE ? "place" : "concept");
		json_write_string(write, kind == LEXICON_PLACE ? lexicon_place_name(hit->value) : lexicon_concept_name(hit->value));
		json_write_key(write, "raw");
		json_write_text(write, bytes_part(trace->document.plain, span));
		write_span(write, &trace->document, span);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

static void write_names(struct json_write *write, const struct sketch_trace *trace)
{
	json_write_key(write, "names");
	json_write_open(write, '[');
	for (uint32_t i = 0, words = 1; i < trace->document.words_count; i += words) {
		const struct word_name *names;
		enum name_certainty certainty;
		uint32_t count = known_names_of(trace->names, i, &names, &words, &certainty);
		if (count == 0)
			continue;
		struct span span = words_span(&trace->document, i, words);
		json_write_open(write, '{');
		json_write_key(write, "raw");
		json_write_text(write, bytes_part(trace->document.plain, span));
		json_write_key(write, "skeletons");
		json_write_open(write, '[');
		for (uint32_t k = 0; k < count; k++) {
			char skeleton[KEY_TEXT_MAX];
			key_print(names[k].id, skeleton);
			json_write_string(write, skeleton);
		}
		json_write_close(write, ']');
		write_span(write, &trace->document, span);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

/* A number that is exact stands plain; anything else as the interval that it allows. */
static void write_value(struct json_write *write, const struct figure *figure)
{
	json_write_key(write, "value");
	if (!figure->vague && figure->bound == BOUND_EXACT) {
		json_write_number(write, figure->exact);
		return;
	}
	json_write_open(write, '{');
	json_write_key(write, "low");
	json_write_number(write, figure->low);
	json_write_key(write, "high");
	json_write_number(write, figure->high);
	json_write_key(write, "exact");
	if (figure->vague)
		json_write_null(write);
	else
		json_write_number(write, figure->exact);
	json_write_key(write, "bound");
	json_write_string(write, bound_name((enum lexicon_bound)figure->bound));
	json_write_close(write, '}');
}

static void write_figures(struct json_write *write, const struct sketch_trace *trace)
{
	json_write_key(write, "figures");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < trace->figures_count; i++) {
		const struct figure *figure = &trace->figures[i];
		json_write_open(write, '{');
		json_write_key(write, "kind");
		json_write_string(write, figure_kind_name((enum figure_kind)figure->kind));
		write_value(write, figure);
		json_write_key(write, "counted");
		json_write_string(write, counted_name((enum lexicon_counted)figure->counted));
		json_write_key(write, "unit");
		json_write_string(write, unit_name((enum lexicon_unit)figure->unit));
		json_write_key(write, "raw");
		json_write_text(write, bytes_part(trace->document.plain, figure->plain));
		write_span(write, &trace->document, figure->plain);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

static void write_dates(struct json_write *write, const struct sketch_trace *trace)
{
	static const char *const bases[] = { "written", "day_and_month", "day_of_month", "weekday", "relative" };
	json_write_key(write, "dates");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < trace->dates_count; i++) {
		const struct date *date = &trace->dates[i];
		bool resolved = date->first_day != DATE_UNRESOLVED;
		json_write_open(write, '{');
		json_write_key(write, "from");
		json_write_time(write, resolved ? date->first_day * CLOCK_DAY + date->from_hour * CLOCK_HOUR : CLOCK_ABSENT);
		json_write_key(write, "until");
		json_write_time(write, resolved ? date->last_day * CLOCK_DAY + date->until_hour * CLOCK_HOUR : CLOCK_ABSENT);
		json_write_key(write, "basis");
		json_write_string(write, bases[date->basis]);
		json_write_key(write, "part_of_day");
		json_write_bool(write, date->of_part);
		json_write_key(write, "raw");
		json_write_text(write, bytes_part(trace->document.plain, date->plain));
		write_span(write, &trace->document, date->plain);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

/* What of the figures can be compared with other articles, and who is named as the author of an act. */
static void write_claims(struct json_write *write, const struct sketch_record *record)
{
	json_write_key(write, "claims");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < record->claims_count; i++) {
		const struct claim *claim = &record->claims[i];
		json_write_open(write, '{');
		json_write_key(write, "kind");
		json_write_string(write, figure_kind_name((enum figure_kind)claim->kind));
		json_write_key(write, "counted");
		json_write_string(write, counted_name((enum lexicon_counted)claim->counted));
		json_write_key(write, "raw");
		json_write_text(write, claim->raw);
		json_write_key(write, "as_of");
		json_write_time(write, claim->as_of);
		json_write_key(write, "as_of_basis");
		json_write_string(write, as_of_basis_name((enum as_of_basis)claim->as_of_basis));
		json_write_key(write, "start");
		json_write_unsigned(write, claim->received_points.start);
		json_write_key(write, "length");
		json_write_unsigned(write, claim->received_points.length);
		json_write_close(write, '}');
	}
	json_write_close(write, ']');
}

static void write_sketches(struct json_write *write, const struct sketch_record *record)
{
	uint32_t by_kind[KEY_KINDS] = { 0 };
	for (uint32_t i = 0; i < record->keys_count; i++)
		by_kind[record->keys[i].kind]++;
	json_write_key(write, "sketches");
	json_write_open(write, '{');
	json_write_key(write, "shingles");
	json_write_unsigned(write, record->text.set_size);
	json_write_key(write, "keys");
	json_write_open(write, '{');
	for (unsigned kind = 0; kind < KEY_KINDS; kind++) {
		json_write_key(write, key_kind_name((enum key_kind)kind));
		json_write_unsigned(write, by_kind[kind]);
	}
	json_write_close(write, '}');
	json_write_key(write, "values");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < record->text.k; i++)
		json_write_unsigned(write, record->text.values[i]);
	json_write_close(write, ']');
	json_write_close(write, '}');
}

static void write_receipt(struct json_write *write, const struct story_event *receipt)
{
	json_write_key(write, "story");
	json_write_open(write, '{');
	json_write_key(write, "action");
	json_write_string(write, story_action_name(receipt->action));
	json_write_key(write, "story_id");
	json_write_id(write, receipt->story);
	json_write_key(write, "score");
	json_write_fixed(write, receipt->score, 3);
	json_write_key(write, "why");
	json_write_string(write, receipt->why);
	json_write_key(write, "reasons");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < receipt->reasons_count; i++)
		json_write_string(write, receipt->reasons[i].text);
	json_write_close(write, ']');
	json_write_close(write, '}');
}

static struct bytes explanation(const struct sketch_trace *trace, const struct sketch_record *record,
                                const struct story_event *receipt, struct arena *arena)
{
	struct json_write write;
	json_write_begin(&write, arena, 65536);
	json_write_open(&write, '{');
	json_write_key(&write, "uri");
	json_write_text(&write, record->uri);
	json_write_key(&write, "version");
	json_write_unsigned(&write, record->version);
	json_write_key(&write, "language");
	json_write_text(&write, record->language);
	json_write_key(&write, "headline");
	json_write_text(&write, record->headline);
	write_receipt(&write, receipt);
	write_lines(&write, &trace->document, false);
	write_lines(&write, &trace->document, true);
	write_names(&write, trace);
	write_hits(&write, trace, LEXICON_PLACE, "places");
	write_hits(&write, trace, LEXICON_CONCEPT, "concepts");
	write_figures(&write, trace);
	write_dates(&write, trace);
	write_claims(&write, record);
	write_sketches(&write, record);
	json_write_close(&write, '}');
	return json_write_end(&write);
}

struct explaining {
	const struct kernel *kernel;
	struct story_state *stories;
	struct story_outcome outcome;
	struct arena arena;
	clock_ms now;
	struct explain_pair *pair; /* NULL: all articles are explained */
	unsigned long lines, wrong; /* read, and those that are no article */
};

static void explain_line(struct explaining *explaining, const char *path, unsigned long number, struct bytes line)
{
	struct article article;
	struct sketch_trace trace;
	struct sketch_record record;
	const char *reason;
	if (decode_article(line, &explaining->arena, &article, &reason) != STATUS_OK) {
		fprintf(stderr, "parallax explain: %s, line %lu: %s\n", path, number, reason);
		explaining->wrong++;
		return;
	}
	if (article.created != CLOCK_ABSENT && article.created > explaining->now)
		explaining->now = article.created;
	sketch_article(&article, explaining->kernel, explaining->now, &explaining->arena, &trace, &record);
	story_outcome_clear(&explaining->outcome);
	while (story_state_advance(explaining->stories, explaining->now, &explaining->arena, &explaining->outcome) == STATUS_MORE)
		;
	if (explaining->pair != NULL) /* what time alone does: releases */
		explain_pair_note(explaining->pair, &trace, &record, &explaining->outcome);
	story_outcome_clear(&explaining->outcome);
	story_state_apply(explaining->stories, &record, record_encode(&record, &explaining->arena), &explaining->arena,
	                  &explaining->outcome);
	if (explaining->pair != NULL) {
		explain_pair_note(explaining->pair, &trace, &record, &explaining->outcome);
		return;
	}
	struct bytes text = explanation(&trace, &record, &explaining->outcome.events[0], &explaining->arena);
	fwrite(text.data, 1, text.length, stdout);
	putchar('\n');
}

static bool take_line(void *context, const char *path, unsigned long number, struct bytes line)
{
	struct explaining *explaining = context;
	struct arena_mark mark = arena_mark(&explaining->arena);
	explaining->lines++;
	explain_line(explaining, path, number, line);
	arena_rewind(&explaining->arena, mark);
	return true;
}

static int explain(const struct settings *settings, const struct command_line *line, struct explain_pair *pair)
{
	struct batch_settings batch;
	struct explaining explaining = { .kernel = kernel_of_settings(settings), .pair = pair };
	int result = EXIT_DONE;
	if (explaining.kernel == NULL)
		return EXIT_WRONG;
	settings_of_batch(settings, &batch);
	explaining.stories = story_state_new(&batch.pass.story, explaining.kernel);
	arena_init(&explaining.arena, (size_t)1 << 20);
	for (int i = pair != NULL ? 2 : 0; i < line->operands_count && result == EXIT_DONE; i++)
		if (!each_line("explain", line->operands[i], take_line, &explaining))
			result = EXIT_WRONG;
	if (pair != NULL && result == EXIT_DONE && !explain_pair_print(pair, explaining.stories, stdout))
		result = EXIT_WRONG;
	if (explaining.wrong > 0) {
		fprintf(stderr, "parallax explain: %lu of %lu lines could not be read\n", explaining.wrong, explaining.lines);
		result = EXIT_WRONG;
	}
	story_outcome_free(&explaining.outcome);
	story_state_free(explaining.stories);
	arena_free(&explaining.arena);
	return result;
}

static int explain_two(const struct settings *settings, const struct command_line *line)
{
	struct explain_pair pair;
	if (line->operands_count < 3 || strcmp(line->operands[0], line->operands[1]) == 0) {
		fprintf(stderr, "parallax explain: --pair takes the uris of two articles and the files that hold them: "
		                "parallax explain --pair A B FILE...\n");
		return EXIT_USAGE;
	}
	explain_pair_begin(&pair, line->operands[0], line->operands[1]);
	int result = explain(settings, line, &pair);
	explain_pair_free(&pair);
	return result;
}

int command_explain(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ "pair", NULL, "print what the articles of the uris A and B share, and what it is worth; A and B stand before the files", NULL },
		{ "story", "ID", "print what the articles of a story state, slot by slot, and why they disagree", NULL },
	};
	struct command_line line = { .usage = "explain [--pair A B | --story ID] FILE...", .takes_operands = true, .flags = flags, .flags_count = 2,
		.about = "Prints what is read from each article, one JSON object a line: the text kept and the boilerplate dropped,\n"
		         "names, places, concepts, figures, dates, claims, sketches, and the story that it goes to and why. The files are folded\n"
		         "in order as replay does; - is standard input. start and length count code points of the field received.\n"
		         "With --pair it prints instead, for people, what the articles A and B share when all files are folded: each key,\n"
		         "how it is written in both and what it weighs, how alike the texts are, and the score. With --story it prints\n"
		         "what the articles of a story state of one thing each, which texts were laid side by side, and why each\n"
		         "disagreement is what it is; it reads the files twice, and so no standard input.\n"
		         "Exit codes: 0 done, 1 a file or a line could not be read, or what was asked for is not there, 2 wrong arguments." };
	struct settings settings;
	int result;
	if (settings_load(&settings, &line, argc, argv, &result)) {
		if (line.operands_count == 0) {
			fprintf(stderr, "parallax explain: no file is named; usage: parallax %s\n", line.usage);
			result = EXIT_USAGE;
		} else if (flags[0].value != NULL && flags[1].value != NULL) {
			fprintf(stderr, "parallax explain: either --pair or --story; usage: parallax %s\n", line.usage);
			result = EXIT_USAGE;
		} else if (flags[1].value != NULL) {
			result = explain_story(&settings, &line, flags[1].value);
		} else {
			result = flags[0].value != NULL ? explain_two(&settings, &line) : explain(&settings, &line, NULL);
		}
	}
	settings_free(&settings);
	return result;
}
