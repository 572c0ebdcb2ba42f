/* The sample feed says in sample.expected.tsv which values are planted in which article: the claims room finds them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "boilerplate.h"
#include "check_that.h"
#include "claims.h"
#include "decode.h"
#include "language.h"
#include "normalise.h"

#define FEED PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson"
#define EXPECTED PARALLAX_SOURCE_DIR "/tests/feeds/sample.expected.tsv"
#define HITS_MAX 16384
#define ARTICLES_MAX 256
#define FIELDS 7

struct read_article {
	struct bytes uri;
	struct document document;
	struct figure *figures;
	struct claim *claims;
	uint32_t figures_count, claims_count;
};

static struct arena arena;
static struct read_article articles[ARTICLES_MAX];
static uint32_t articles_count;

static void read_article(struct bytes json)
{
	struct article article;
	const char *reason;
	if (decode_article(arena_copy(&arena, json), &arena, &article, &reason) != STATUS_OK || articles_count == ARTICLES_MAX)
		return;
	struct read_article *read = &articles[articles_count++];
	read->uri = article.uri;
	document_read(&article, &arena, &read->document);
	unsigned language = language_find(&read->document, article.language);
	struct lexicon_hit *hits = arena_take(&arena, HITS_MAX * sizeof *hits);
	uint32_t hits_count = lexicon_scan(&read->document, language, hits, HITS_MAX);
	boilerplate_mark(&read->document, hits, hits_count);
	struct known_names names;
	struct reading reading;
	known_names_init(&names, &read->document, language, &arena);
	reading_open(&names, hits, hits_count, &arena, &reading);
	read->figures_count = figures_find(&reading, &arena, &read->figures);
	struct date *dates;
	uint32_t dates_count = dates_find(&reading, read->figures, read->figures_count, article.created, &arena, &dates);
	struct claims_input input = { .reading = &reading, .figures = read->figures,
		.figures_count = read->figures_count, .dates = dates, .dates_count = dates_count, .written = article.created };
	read->claims_count = claims_collect(&input, &arena, &read->claims);
}

static void read_feed(void)
{
	FILE *file = fopen(FEED, "rb");
	CHECK_THAT(file != NULL);
	if (file == NULL)
		return;
	char *line = NULL;
	size_t capacity = 0;
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;)
		read_article(bytes_of(line, (size_t)length));
	free(line);
	fclose(file);
	CHECK_THAT(articles_count >= 60);
}

/* A value as the file writes it: 1245, 34.2 or 200-999. */
struct planted {
	double low, high;
};

static bool read_planted(const char *text, struct planted *ret_planted)
{
	char *end;
	ret_planted->low = ret_planted->high = strtod(text, &end);
	if (end == text || (*end != '\0' && *end != '-'))
		return false;
	if (*end == '-')
		ret_planted->high = strtod(end + 1, &end);
	return *end == '\0';
}

static bool matches(struct planted planted, double exact, bool vague, double high)
{
	return vague ? planted.low == exact && planted.high == high : planted.low == planted.high && planted.low == exact;
}

static bool claimed(const struct read_article *article, struct planted planted)
{
	for (uint32_t i = 0; i < article->claims_count; i++)
		if (matches(planted, article->claims[i].exact, article->claims[i].vague, article->claims[i].high))
			return true;
	return false;
}

/* Among the figures of lines that are kept. */
static bool figured(const struct read_article *article, struct planted planted)
{
	for (uint32_t i = 0; i < article->figures_count; i++)
		if (!article->document.lines[article->figures[i].line].dropped &&
		    matches(planted, article->figures[i].exact, article->figures[i].vague, article->figures[i].high))
			return true;
	return false;
}

static bool somewhere(const char *uris, struct planted planted, bool (*found)(const struct read_article *, struct planted))
{
	for (uint32_t i = 0; i < articles_count; i++)
		if (memmem(uris, strlen(uris), articles[i].uri.data, articles[i].uri.length) != NULL && found(&articles[i], planted))
			return true;
	return false;
}

/* What the lexicon knows no counted word for is a figure, but no claim. */
static bool is_countless(const char *note)
{
	return strncmp(note, "customers", 9) == 0 || strncmp(note, "road blocks", 11) == 0 || strncmp(note, "age", 3) == 0;
}

static void check_line(char *line)
{
	char *fields[FIELDS] = { NULL };
	uint32_t count = 0;
	line[strcspn(line, "\n")] = '\0';
	for (char *at = line; at != NULL && count < FIELDS;)
		fields[count++] = strsep(&at, "\t");
	if (count < FIELDS)
		return;
	struct planted a, b;
	bool values = read_planted(fields[3], &a), both = read_planted(fields[4], &b);
	if (strcmp(fields[0], "must") == 0 && values && both) {
		bool (*found)(const struct read_article *, struct planted) = is_countless(fields[6]) ? figured : claimed;
		if (!CHECK_THAT(somewhere(fields[5], a, found) && somewhere(fields[5], b, found)))
			fprintf(stderr, "  %s: %s and %s (%s)\n", fields[1], fields[3], fields[4], fields[6]);
	}
	/* Read in the locale of another language. */
	if (strcmp(fields[0], "must_not") == 0 && values && (strstr(fields[6], " is German for ") != NULL || strstr(fields[6], " lakh is ") != NULL))
		CHECK_THAT(!somewhere(fields[5], a, figured));
	/* The sign-off of an agency. */
	if (strcmp(fields[0], "must_not") == 0 && values && strcmp(fields[6], "agency sign-off") == 0)
		CHECK_THAT(!somewhere(fields[5], a, claimed));
}

static void check_expected(void)
{
	FILE *file = fopen(EXPECTED, "rb");
	CHECK_THAT(file != NULL);
	if (file == NULL)
		return;
	char *line = NULL;
	size_t capacity = 0;
	unsigned long before = check_that_count;
	while (getline(&line, &capacity, file) > 0)
		check_line(line);
	free(line);
	fclose(file);
	CHECK_THAT(check_that_count - before >= 30);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	read_feed();
	check_expected();
	arena_free(&arena);
	return check_that_result();
}
