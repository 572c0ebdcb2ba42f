/* rooms_bench.c: what an article costs in each room of the way, beside jansson's bare parse of the same bytes in the same
 * run. The feed is generated: paragraphs of the sample feed, shuffled within their language to articles of about 3 KB,
 * each with names and numbers of its own. usage: rooms_bench [ARTICLES [ROUNDS]] */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <time.h>

#include "cpu.h"
#include "hash.h"
#include "pass.h"

#define ARTICLE_BYTES 2600
#define PARAGRAPHS_MAX 4096
#define LANGUAGES 32

struct paragraph {
	char language[16];
	char *text;
};

static struct paragraph paragraphs[PARAGRAPHS_MAX];
static size_t paragraphs_count;
static char languages[LANGUAGES][16];
static size_t languages_count;

static uint64_t now_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void add_paragraphs(const char *language, const char *body)
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

static void read_sample(const char *path)
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

/* One article of the feed as bytes; the same number gives the same article. */
static char *generate(uint64_t number)
{
	const char *language = languages[number % languages_count];
	char *body = calloc(1, 8 * ARTICLE_BYTES), head[256];
	uint64_t random = hash_mix(number + 1);
	snprintf(head, sizeof head, "Vesk%llx Tor%llx %llu", (unsigned long long)(random & 0xffff),
	         (unsigned long long)(random >> 16 & 0xfff), (unsigned long long)(random >> 28 & 0xffff));
	strcat(body, head);
	for (int tries = 0; strlen(body) < ARTICLE_BYTES && tries < 2000; tries++) {
		random = hash_mix(random);
		const struct paragraph *paragraph = &paragraphs[random % paragraphs_count];
		if (strcmp(paragraph->language, language) != 0 || strlen(body) + strlen(paragraph->text) + 2 > 8 * ARTICLE_BYTES)
			continue;
		strcat(body, "\n");
		strcat(body, paragraph->text);
	}
	char uri[64], time[64];
	snprintf(uri, sizeof uri, "urn:bench:%llu", (unsigned long long)number);
	snprintf(time, sizeof time, "2025-03-%02uT%02u:%02u:00Z", (unsigned)(1 + number / 1440 % 28), (unsigned)(number / 60 % 24),
	         (unsigned)(number % 60));
	json_t *article = json_pack("{ssssssssss s[{ssss}] s[{ssssss}] s[{ss}]}", "uri", uri, "version", "1", "type", "text", "language",
	                            language, "versioncreated", time, "headlines", "role", "main", "value", head, "bodies", "role",
	                            "main", "contenttype", "text/plain", "value", body, "infosources", "name", "bench");
	char *text = json_dumps(article, JSON_COMPACT);
	json_decref(article);
	free(body);
	return text;
}

struct costs {
	uint64_t since;
	uint64_t by_room[ROOM_COUNT];
};

static void probe(void *context, enum pass_room done)
{
	struct costs *costs = context;
	uint64_t now = now_ns();
	costs->by_room[done] += now - costs->since;
	costs->since = now;
}

static int order(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return left < right ? -1 : left > right;
}

static void print_row(const char *name, double *values, int rounds)
{
	qsort(values, (size_t)rounds, sizeof *values, order);
	printf("%-28s %10.0f %10.0f %10.0f\n", name, values[0], values[rounds / 2], values[rounds - 1]);
}

static double parse_all(char **articles, size_t count)
{
	uint64_t start = now_ns();
	for (size_t i = 0; i < count; i++)
		json_decref(json_loads(articles[i], JSON_REJECT_DUPLICATES, NULL));
	return (double)(now_ns() - start) / (double)count;
}

static void pass_all(char **articles, size_t count, const struct kernel *kernel, struct costs *costs)
{
	struct pass_settings settings = { .story = { 7 * CLOCK_DAY, 7 * CLOCK_DAY }, .article_bytes_max = 1 << 20 };
	struct arena arena;
	struct outbox outbox = { .count = 0 };
	struct pass pass;
	arena_init(&arena, (size_t)4 << 20);
	pass_init(&pass, &settings, kernel, &arena, &outbox);
	pass.probe = probe;
	pass.probe_context = costs;
	for (size_t i = 0; i < count; i++) {
		struct input_message message = { .at = { bytes_of_string("bench"), 0, (int64_t)i }, .timestamp = CLOCK_ABSENT,
			.value = bytes_of_string(articles[i]) };
		costs->since = now_ns();
		if (i % 500 == 0)
			pass_begin(&pass);
		pass_record(&pass, &message);
		if (i % 500 == 499) { /* a batch */
			pass_finish(&pass);
			outbox_clear(&outbox);
			arena_rewind(&arena, (struct arena_mark){ NULL, 0 });
		}
	}
	pass_free(&pass);
	outbox_free(&outbox);
	arena_free(&arena);
}

int main(int argc, char **argv)
{
	static const char *const names[ROOM_COUNT] = { "decode", "sketch (text to claims)", "story", "ledger", "encode" };
	size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 2000;
	int rounds = argc > 2 ? atoi(argv[2]) : 5;
	const struct kernel *kernel;
	struct utsname machine;
	time_t today = time(NULL);
	if (count < 1 || rounds < 1 || rounds > 100 || kernel_select(cpu_features(), NULL, &kernel) != STATUS_OK) {
		fprintf(stderr, "usage: rooms_bench [ARTICLES [ROUNDS up to 100]]\n");
		return 2;
	}
	read_sample(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson");
	char **articles = calloc(count, sizeof *articles);
	size_t bytes = 0;
	for (size_t i = 0; i < count; i++) {
		articles[i] = generate(i);
		bytes += strlen(articles[i]);
	}
	static double parse[100], sum[100], rooms[ROOM_COUNT][100];
	for (int round = 0; round < rounds; round++) {
		struct costs costs = { .since = 0 };
		parse[round] = parse_all(articles, count);
		pass_all(articles, count, kernel, &costs);
		for (int room = 0; room < ROOM_COUNT; room++) {
			rooms[room][round] = (double)costs.by_room[room] / (double)count;
			sum[round] += rooms[room][round];
		}
	}
	uname(&machine);
	printf("%s %s, %s kernels, %zu articles of %zu bytes in %zu languages, %.10s\n", machine.sysname, machine.machine, kernel->name,
	       count, bytes / count, languages_count, ctime(&today));
	printf("%-28s %10s %10s %10s   ns an article, %d rounds\n", "", "min", "median", "max", rounds);
	for (int room = 0; room < ROOM_COUNT; room++)
		print_row(names[room], rooms[room], rounds);
	print_row("sum", sum, rounds);
	print_row("jansson, bare parse", parse, rounds);
	printf("the whole way costs %.1f times the bare parse (medians)\n", sum[rounds / 2] / parse[rounds / 2]);
	for (size_t i = 0; i < count; i++)
		free(articles[i]);
	free(articles);
	for (size_t i = 0; i < paragraphs_count; i++)
		free(paragraphs[i].text);
	return 0;
}
