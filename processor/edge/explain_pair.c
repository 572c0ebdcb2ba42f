#include "explain_pair.h"

#include <stdlib.h>

#include "display_text.h"
#include "enum_names.h"
#include "grow.h"
#include "hash.h"
#include "key_id.h"
#include "record_codec.h"
#include "story_pair.h"

#define WRITTEN_COLUMNS 24
#define HEADLINE_COLUMNS 100
#define KEYS_SHOWN_MAX 40

struct pair_word {
	uint64_t id;
	struct bytes written;
};

void explain_pair_begin(struct explain_pair *pair, const char *uri_a, const char *uri_b)
{
	*pair = (struct explain_pair){ .sides = { { .uri = uri_a }, { .uri = uri_b } } };
	arena_init(&pair->arena, 1 << 16);
}

void explain_pair_free(struct explain_pair *pair)
{
	for (int i = 0; i < 2; i++)
		free(pair->sides[i].words);
	arena_free(&pair->arena);
}

static void add_word(struct explain_pair *pair, struct pair_side *side, uint64_t id, struct bytes written)
{
	for (uint32_t i = 0; i < side->words_count; i++)
		if (side->words[i].id == id)
			return;
	GROW(side->words, side->words_count, side->words_capacity);
	side->words[side->words_count++] = (struct pair_word){ id, arena_copy(&pair->arena, written) };
}

static struct bytes written_at(const struct document *document, uint32_t word, uint32_t words)
{
	const struct word *first = &document->words[word], *last = &document->words[word + words - 1];
	return bytes_of(document->plain.data + first->plain_start, last->plain_start + last->plain_length - first->plain_start);
}

/* How the keys that cannot be read again by themselves are written in the text. */
static void note_words(struct explain_pair *pair, struct pair_side *side, const struct sketch_trace *trace)
{
	const struct document *document = &trace->document;
	uint8_t mark = key_language_mark(bytes_of_string(lexicon_language_tag(trace->language)));
	side->words_count = 0;
	for (uint32_t i = 0; i < trace->hits_count; i++) {
		const struct lexicon_hit *hit = &trace->hits[i];
		if (hit->kind == LEXICON_PLACE)
			add_word(pair, side, key_id(KEY_PLACE, key_bodies()->places[hit->value]), written_at(document, hit->word, hit->words));
		else if (hit->kind == LEXICON_CONCEPT)
			add_word(pair, side, key_id(KEY_CONCEPT, key_bodies()->concepts[hit->value]), written_at(document, hit->word, hit->words));
	}
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word_name *names;
		enum name_certainty certainty;
		uint32_t words, count = known_names_of(trace->names, i, &names, &words, &certainty);
		for (uint32_t k = 0; k < count; k++)
			add_word(pair, side, names[k].id, written_at(document, i, words));
		add_word(pair, side, key_id(KEY_WORD, key_body_of_word(document->words[i].hash, mark)), written_at(document, i, 1));
		if (i + 1 < document->words_count)
			add_word(pair, side, key_id(KEY_WORD, key_body_of_word(key_hash_of_pair(document->words[i].hash, document->words[i + 1].hash), mark)),
			         written_at(document, i, 2));
	}
}

static void note_event(struct pair_side *side, const struct story_event *event)
{
	if (event->action == STORY_MERGED && event->story == side->story)
		side->story = event->other_story;
	if (!bytes_equal(event->uri, bytes_of_string(side->uri)))
		return;
	bool leaves = event->action == STORY_RETRACTED || event->action == STORY_SUSPENDED || event->action == STORY_HELD;
	if (event->action == STORY_IGNORED || (event->action == STORY_HELD && side->story != 0))
		return;
	side->story = leaves ? 0 : event->story;
	side->opened = event->action == STORY_OPENED || (side->opened && event->action == STORY_UPDATED);
	snprintf(side->why, sizeof side->why, "%s", story_action_name(event->action));
}

void explain_pair_note(struct explain_pair *pair, const struct sketch_trace *trace, const struct sketch_record *record,
                       const struct story_outcome *outcome)
{
	for (int i = 0; i < 2; i++) {
		struct pair_side *side = &pair->sides[i];
		bool newer = bytes_equal(record->uri, bytes_of_string(side->uri)) && record->status == ARTICLE_USABLE &&
		             (!side->found || record->version >= side->record.version);
		const char *reason;
		if (newer) {
			CHECK(record_decode(record_encode(record, &pair->arena), &pair->arena, &side->record, &reason) == STATUS_OK);
			side->found = true;
			note_words(pair, side, trace);
		}
		for (uint32_t k = 0; k < outcome->events_count; k++)
			note_event(side, &outcome->events[k]);
	}
}

static struct bytes written_of(const struct pair_side *side, uint64_t id)
{
	for (uint32_t i = 0; i < side->words_count; i++)
		if (side->words[i].id == id)
			return side->words[i].written;
	return bytes_of("", 0);
}

static void print_side(const struct pair_side *side, char name, FILE *out)
{
	fprintf(out, "%c  %s  version %llu  %.*s  source %.*s\n   ", name, side->uri, (unsigned long long)side->record.version,
	        (int)side->record.language.length, (const char *)side->record.language.data,
	        side->record.source.length > 0 ? (int)side->record.source.length : 4,
	        side->record.source.length > 0 ? (const char *)side->record.source.data : "none");
	display_print_cut(out, side->record.headline, HEADLINE_COLUMNS, true);
	if (side->story != 0)
		fprintf(out, "\n   %s story %016llx\n", side->opened ? "opened" : "is in", (unsigned long long)side->story);
	else
		fprintf(out, "\n   is in no story: %s\n", side->why);
}

static void print_keys(const struct explain_pair *pair, const struct story_pair *found, FILE *out)
{
	fprintf(out, "\nShared keys: %u of %u in A and %u in B%s\n", found->keys_count, found->keys_a, found->keys_b,
	        found->keys_count == 0 ? "." : ", the weightiest first. Weight is how rare a key is in each language (-ln), certainty how");
	if (found->keys_count > 0)
		fprintf(out, "surely the text means it, share its part of all that they share.\n\n%6s  %-8s %-22s %7s %7s  %9s  %-*s %s\n", "share",
		        "kind", "key", "weight", "in B", "certainty", WRITTEN_COLUMNS, "written in A", "written in B");
	for (uint32_t i = 0; i < found->keys_count && i < KEYS_SHOWN_MAX; i++) {
		const struct pair_key *key = &found->keys[i];
		char text[KEY_TEXT_MAX], certainty[32];
		key_print(key->id, text);
		snprintf(certainty, sizeof certainty, "%.2f %.2f", key->certainty_a, key->certainty_b);
		bool hash = (key->id & KEY_IS_CODE) == KEY_IS_HASH; /* says nothing to people */
		fprintf(out, "%5.1f%%  %-8s ", 100.0 * key->share, key_kind_name(key_kind_of(key->id)));
		display_print_cell(out, bytes_of_string(hash ? "" : text), 22, false);
		fprintf(out, " %7.2f %7.2f  %9s  ", key->weight_a, key->weight_b, certainty);
		display_print_cell(out, written_of(&pair->sides[0], key->id), WRITTEN_COLUMNS, true);
		fputc(' ', out);
		display_print_cut(out, written_of(&pair->sides[1], key->id), WRITTEN_COLUMNS, true);
		fputc('\n', out);
	}
	if (found->keys_count > KEYS_SHOWN_MAX)
		fprintf(out, "        and %u more\n", found->keys_count - KEYS_SHOWN_MAX);
}

static void print_scores(const struct explain_pair *pair, const struct story_pair *found, FILE *out)
{
	bool one_language = bytes_equal(pair->sides[0].record.language, pair->sides[1].record.language);
	fprintf(out, "\nText      Jaccard %.3f; a copy from %.2f\n", found->text, found->copy);
	fprintf(out, "Cosines   names, places, figures, dates %.3f; with coarse names %.3f; concepts %.3f", found->cosines[PAIR_NAMES],
	        found->cosines[PAIR_COARSE], found->cosines[PAIR_CONCEPTS]);
	if (one_language)
		fprintf(out, "; words %.3f\n", found->cosines[PAIR_WORDS]);
	else
		fprintf(out, "; words count within one language only\n");
	fprintf(out, "Score     %.3f for A joining B alone, %.3f for B joining A alone; an article joins from %.2f\n", found->score_a,
	        found->score_b, found->join);
	fprintf(out, "          (a story is joined by what all its articles say, so that two of them may well share less than that)\n");
}

bool explain_pair_print(struct explain_pair *pair, const struct story_state *state, FILE *out)
{
	struct story_pair found;
	bool complete = true;
	for (int i = 0; i < 2; i++)
		if (!pair->sides[i].found) {
			fprintf(stderr, "parallax explain: no usable article %s in the files\n", pair->sides[i].uri);
			complete = false;
		}
	if (!complete)
		return false;
	story_state_pair(state, &pair->sides[0].record, &pair->sides[1].record, &pair->arena, &found);
	print_side(&pair->sides[0], 'A', out);
	print_side(&pair->sides[1], 'B', out);
	if (pair->sides[0].story != 0 && pair->sides[1].story != 0)
		fprintf(out, "They are in %s.\n", pair->sides[0].story == pair->sides[1].story ? "one story" : "two stories");
	print_scores(pair, &found, out);
	print_keys(pair, &found, out);
	return true;
}
