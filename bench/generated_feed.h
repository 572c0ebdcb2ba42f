/* generated_feed.h: a feed of any length: events of ARTICLES_AN_EVENT articles, each of about 3 KB from paragraphs of the sample
 * feed in one language, in which the event's own names and numbers stand for those of the sample. Paragraphs are shared, so
 * that events of one week would run together: they are DAYS_BETWEEN_EVENTS apart. */
#ifndef PARALLAX_BENCH_GENERATED_FEED_H
#define PARALLAX_BENCH_GENERATED_FEED_H

#include <jansson.h>

#include "bench.h"
#include "hash.h"

#define ARTICLE_BYTES 2600
#define PARAGRAPHS_MAX 4096
#define LANGUAGES 32
#define ARTICLES_AN_EVENT 6
#define NAMES_AN_EVENT 40
#define DAYS_BETWEEN_EVENTS 2

struct paragraph {
	char language[16];
	char *text;
};

static struct paragraph paragraphs[PARAGRAPHS_MAX];
static size_t paragraphs_count;
static char languages[LANGUAGES][16];
static size_t languages_count;

static inline void add_paragraphs(const char *language, const char *body)
{
	size_t at = 0;
	while (at < languages_count && strcmp(languages[at], language) != 0)
		at++;
	if (at == languages_count && languages_count < LANGUAGES)
		snprintf(languages[languages_count++], sizeof languages[0], "%s", language);
	for (const char *line = body; *line != 0;) {
		size_t length = strcspn(line, "\n");
		if (length > 60 && paragraphs_count < PARAGRAPHS_MAX) {
			struct paragraph *paragraph = &paragraphs[paragraphs_count++];
			snprintf(paragraph->language, sizeof paragraph->language, "%s", language);
			paragraph->text = strndup(line, length);
		}
		line += length + (line[length] == '\n');
	}
}

static inline void read_sample(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *line = NULL;
	size_t bytes = 0;
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	while (getline(&line, &bytes, file) > 0) {
		json_t *article = json_loads(line, 0, NULL);
		const char *language = json_string_value(json_object_get(article, "language"));
		json_t *body = json_object_get(json_array_get(json_object_get(article, "bodies"), 0), "value");
		if (language != NULL && json_is_string(body))
			add_paragraphs(language, json_string_value(body));
		json_decref(article);
	}
	free(line);
	fclose(file);
}

/* A name of an event, from two or three syllables. */
static inline size_t put_name(uint64_t event, uint64_t which, char *ret_name)
{
	static const char *const syllables[] = { "bra", "ken", "tol", "mir", "vas", "ged", "lun", "por", "sha", "dri", "fel", "nok" };
	uint64_t random = hash_mix(event * NAMES_AN_EVENT + which % NAMES_AN_EVENT + 1);
	int length = sprintf(ret_name, "%s%s%s", syllables[random % 12], syllables[random >> 8 & 7], (random >> 16 & 1) ? syllables[random >> 20 & 7] : "");
	ret_name[0] = (char)(ret_name[0] - 'a' + 'A');
	return (size_t)length;
}

static inline bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80) != 0;
}

static inline size_t word_length(const char *at)
{
	size_t length = 0;
	while (is_letter(at[length]))
		length++;
	return length;
}

/* A word of some other paragraph of the language. */
static inline size_t put_other_word(const char *language, uint64_t random, char *out)
{
	for (uint64_t i = 0; i < 64; i++) {
		const struct paragraph *paragraph = &paragraphs[(random + i * 7) % paragraphs_count];
		const char *at = paragraph->text + (random >> 20) % (strlen(paragraph->text) / 2);
		while (*at != 0 && *at != ' ')
			at++;
		size_t length = *at == ' ' ? word_length(at + 1) : 0;
		if (length > 0 && length < 40 && strcmp(paragraph->language, language) == 0) {
			memcpy(out, at + 1, length);
			return length;
		}
	}
	return 0;
}

/* Copies a paragraph with the event's names for its capitalised words (of Latin script), the event's digits for its own, and
 * every third word exchanged for another, so that two events that took one paragraph are no copies. */
static inline size_t put_paragraph(const struct paragraph *paragraph, uint64_t event, char *out)
{
	const char *text = paragraph->text;
	size_t length = 0;
	for (const char *at = text; *at != 0;) {
		size_t word = word_length(at);
		uint64_t random = hash_mix(event * 1000003 + (uint64_t)(at - text));
		if (word > 1 && random % 3 == 0 && !(at[0] >= 'A' && at[0] <= 'Z')) {
			length += put_other_word(paragraph->language, random >> 2, out + length);
		} else if (word > 1 && at[0] >= 'A' && at[0] <= 'Z' && at != text) {
			length += put_name(event, hash_bytes(bytes_of(at, word)), out + length);
		} else if (word > 0) {
			memcpy(out + length, at, word);
			length += word;
		} else {
			bool digit = *at >= '1' && *at <= '9';
			out[length++] = digit ? (char)('1' + ((uint64_t)(*at - '1') + hash_mix(event)) % 9) : *at;
			word = 1;
		}
		at += word;
	}
	return length;
}

/* One article of the feed as bytes; the same number gives the same article. */
static inline char *generate(uint64_t number)
{
	uint64_t event = number / ARTICLES_AN_EVENT, random = hash_mix(number + 1);
	const char *language = languages[random % languages_count];
	char *body = calloc(1, 16 * ARTICLE_BYTES), head[256], uri[64], time_text[64];
	size_t length = 0;
	for (uint64_t i = 0; i < 6; i++) {
		length += put_name(event, i, head + length);
		head[length++] = ' ';
	}
	head[length] = 0;
	memcpy(body, head, length);
	for (int tries = 0; length < ARTICLE_BYTES && tries < 5000; tries++) {
		random = hash_mix(random);
		const struct paragraph *paragraph = &paragraphs[random % paragraphs_count];
		if (strcmp(paragraph->language, language) != 0 || length + 4 * strlen(paragraph->text) > 16 * ARTICLE_BYTES)
			continue;
		body[length++] = '\n';
		length += put_paragraph(paragraph, event, body + length);
	}
	snprintf(uri, sizeof uri, "urn:bench:%llu", (unsigned long long)number);
	time_t written = 1741600800 + (time_t)(event * DAYS_BETWEEN_EVENTS * 86400 + number % ARTICLES_AN_EVENT * 3600);
	struct tm parts;
	strftime(time_text, sizeof time_text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&written, &parts));
	json_t *article = json_pack("{ssssssssss s[{ssss}] s[{ssssss}] s[{ss}]}", "uri", uri, "version", "1", "type", "text", "language",
	                            language, "versioncreated", time_text, "headlines", "role", "main", "value", head, "bodies", "role",
	                            "main", "contenttype", "text/plain", "value", body, "infosources", "name", "bench");
	char *text = json_dumps(article, JSON_COMPACT);
	json_decref(article);
	free(body);
	return text;
}

static inline void free_sample(void)
{
	for (size_t i = 0; i < paragraphs_count; i++)
		free(paragraphs[i].text);
}

#endif
