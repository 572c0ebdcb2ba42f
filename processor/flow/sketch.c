#include "sketch.h"

#include "boilerplate.h"
#include "credit.h"
#include "figure_keys.h"
#include "normalise.h"
#include "placing.h"
#include "plain_words.h"
#include "subject_keys.h"
#include "utf8.h"

#define HITS_MAX 16384
#define HEADLINE_POINTS_MAX 200

/* Of the words that count, in the order of the text. */
static void fill_text_sketch(const struct document *document, const struct kernel *kernel, struct arena *arena,
                             struct text_sketch *ret_sketch)
{
	uint64_t *hashes = arena_take(arena, (document->words_count + 1) * sizeof *hashes);
	struct plain_words words = { .hashes = hashes };
	for (uint32_t i = 0; i < document->lines_count; i++) {
		const struct line *line = &document->lines[i];
		for (uint32_t k = line->word_start; !line->dropped && k < line->word_start + line->word_count; k++) {
			hashes[words.count++] = document->words[k].hash;
			words.characters += (document->words[k].flags & WORD_CHARACTER) != 0;
		}
	}
	words_sketch(kernel, TEXT_SKETCH_FSS32, &words, arena, ret_sketch);
}

/* At most so many code points of a text, not cut within a word where words are written apart. */
static struct bytes shortened(struct bytes text, uint32_t points_max)
{
	size_t at = 0, word_end = 0;
	for (uint32_t points = 0; at < text.length && points < points_max; points++)
		if (utf8_next(text.data, &at) == ' ')
			word_end = at - 1;
	return bytes_of(text.data, at < text.length && word_end > 0 ? word_end : at);
}

/* The headline, or the first line that is kept. */
static struct bytes headline_of(const struct document *document)
{
	for (uint32_t i = 0; i < document->lines_count; i++) {
		const struct line *line = &document->lines[i];
		if (line->dropped && line->plain.start >= document->body_start)
			continue;
		return shortened(bytes_part(document->plain, line->plain), HEADLINE_POINTS_MAX);
	}
	return bytes_of("", 0);
}

static uint8_t small_letter(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

static bool is_letter(uint8_t byte)
{
	return small_letter(byte) >= 'a' && small_letter(byte) <= 'z';
}

/* "CORRECTS to 84", "Corrected version"; not "incorrect". */
static bool has_word_correct(struct bytes note)
{
	static const char stem[] = "correct";
	size_t matched = 0;
	for (size_t i = 0; i < note.length; i++) {
		bool begins = i == 0 || !is_letter(note.data[i - 1]);
		bool next = small_letter(note.data[i]) == (uint8_t)stem[matched];
		matched = next && (matched > 0 || begins) ? matched + 1 : 0;
		if (matched == sizeof stem - 1)
			return true;
	}
	return false;
}

/* The first words of the headline, of the text, or of a line before it that is no part of it: CORRECTION, alone. */
static bool is_at_beginning(const struct document *document, uint32_t word)
{
	for (uint32_t i = 0; i < document->lines_count; i++) {
		const struct line *line = &document->lines[i];
		bool of_body = line->plain.start >= document->body_start;
		if (line->word_start == word && (i == 0 || of_body))
			return true;
		if (of_body && !line->dropped)
			return false;
	}
	return false;
}

/* An editor's note says so in English whatever the article's language; a text says so at its beginning. */
static bool says_it_corrects(const struct document *document, struct bytes ednote, const struct lexicon_hit *hits, uint32_t hits_count)
{
	if (has_word_correct(ednote))
		return true;
	for (uint32_t i = 0; i < hits_count; i++)
		if (hits[i].kind == LEXICON_CORRECTION && is_at_beginning(document, hits[i].word))
			return true;
	return false;
}

static void copy_lines(const struct document *document, struct arena *arena, struct sketch_record *record)
{
	uint32_t count = document->lines_count < RECORD_LINES_MAX ? document->lines_count : RECORD_LINES_MAX;
	uint64_t *lines = arena_take(arena, (count + 1) * sizeof *lines);
	for (uint32_t i = 0; i < count; i++)
		lines[i] = document->lines[i].hash;
	record->lines = lines;
	record->lines_count = count;
}

static void copy_identity(const struct article *article, struct sketch_record *record)
{
	*record = (struct sketch_record){ .uri = article->uri, .version_text = article->version_text, .version = article->version,
		.source = article->source, .evolvedfrom = article->evolvedfrom,
		.status = article->status, .created = article->created, .embargoed = article->embargoed };
}

/* The agency that the wire names, else the text; an agency's own wire needs none. Absent when there is none. */
static struct bytes credit_of(const struct article *article, const struct sketch_trace *trace, struct arena *arena)
{
	uint8_t name[CREDIT_MAX];
	bool known = false;
	size_t length = credit_name(article->credit, name, &known);
	if (length == 0)
		length = credit_find(&trace->document, trace->hits, trace->hits_count, name);
	if (length == 0) {
		length = credit_name(article->source, name, &known);
		length = known ? length : 0;
	}
	return length == 0 ? (struct bytes){ NULL, 0 } : arena_copy(arena, bytes_of(name, length));
}

static void read_document(const struct article *article, struct arena *arena, struct sketch_trace *trace)
{
	document_read(article, arena, &trace->document);
	trace->language = language_find(&trace->document, article->language);
	trace->hits = arena_take(arena, HITS_MAX * sizeof *trace->hits);
	trace->hits_count = lexicon_scan(&trace->document, trace->language, trace->hits, HITS_MAX);
	boilerplate_mark(&trace->document, trace->hits, trace->hits_count);
}

static void collect_claims(const struct sketch_trace *trace, const struct reading *reading, clock_ms written, struct arena *arena,
                           struct sketch_record *record)
{
	struct claims_input input = { .reading = reading, .figures = trace->figures, .figures_count = trace->figures_count,
		.dates = trace->dates, .dates_count = trace->dates_count, .written = written };
	struct claim *claims;
	uint32_t count = claims_collect(&input, arena, &claims);
	record->claims_count = 0;
	for (uint32_t i = 0; i < count; i++) /* lines beyond what a record holds have no number there */
		if (claims[i].line < RECORD_LINES_MAX)
			claims[record->claims_count++] = claims[i];
	record->claims = claims;
	placing_collect(&input, arena, record);
}

void sketch_article(const struct article *article, const struct kernel *kernel, clock_ms time, struct arena *arena,
                    struct sketch_trace *ret_trace, struct sketch_record *ret_record)
{
	struct sketch_trace *trace = ret_trace;
	struct sketch_record *record = ret_record;
	clock_ms written = article->created != CLOCK_ABSENT ? article->created : time;
	*trace = (struct sketch_trace){ .language = LANGUAGE_UNKNOWN };
	copy_identity(article, record);
	read_document(article, arena, trace);
	record->language = bytes_of_string(lexicon_language_tag(trace->language));
	record->headline = headline_of(&trace->document);
	record->correction = says_it_corrects(&trace->document, article->ednote, trace->hits, trace->hits_count);
	record->credit = credit_of(article, trace, arena);
	fill_text_sketch(&trace->document, kernel, arena, &record->text);
	struct reading reading;
	trace->names = arena_take(arena, sizeof *trace->names);
	known_names_init(trace->names, &trace->document, trace->language, arena);
	reading_open(trace->names, trace->hits, trace->hits_count, arena, &reading);
	trace->figures_count = figures_find(&reading, arena, &trace->figures);
	trace->dates_count = dates_find(&reading, trace->figures, trace->figures_count, written, arena, &trace->dates);
	key_set_init(&trace->keys, arena);
	figure_keys_add(&trace->document, trace->figures, trace->figures_count, trace->dates, trace->dates_count, &trace->keys);
	keys_collect(trace->names, trace->hits, trace->hits_count, &trace->keys);
	subject_keys_add(article, trace->language, &trace->keys);
	collect_claims(trace, &reading, written, arena, record);
	record->keys = trace->keys.keys;
	record->keys_count = trace->keys.count;
	copy_lines(&trace->document, arena, record);
}
