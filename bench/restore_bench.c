/* What a state costs on the changelog, and how fast it is built again.
 *
 *   restore_bench FILE [RECORDS_A_BATCH [ROUNDS]]: articles, one JSON object a line, as replay takes them
 *
 * Prints bytes an article on the changelog by kind of entry, beside those of its sketch record; then entries and megabytes a second
 * of building, min/median/max of the rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "change_codec.h"
#include "changelog_fold.h"
#include "check.h"
#include "cpu.h"
#include "kernel.h"
#include "pass.h"

#define ROUNDS_MAX 25

static const struct pass_settings settings = { .story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY },
	.article_bytes_max = 1 << 20, .internal_topics = true };
static const struct kernel *kernel;

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct costs {
	uint64_t kinds[CHANGELOG_KINDS], entries[CHANGELOG_KINDS];
	uint64_t sketches, articles;
};

static void take_outbox(struct changelog_fold *fold, const struct outbox *outbox, struct costs *costs)
{
	for (uint32_t i = 0; i < outbox->count; i++) {
		const struct output_message *message = &outbox->messages[i];
		struct changelog_key key;
		costs->sketches += message->topic == TOPIC_SKETCHES ? message->value.length : 0;
		if (message->topic != TOPIC_CHANGELOG)
			continue;
		CHECK(changelog_key_decode(message->key, &key) == STATUS_OK);
		costs->kinds[key.kind] += message->key.length + message->value.length;
		costs->entries[key.kind]++;
		changelog_fold_take(fold, message->key, message->value);
	}
}

static void write_changelog(FILE *file, uint32_t batch, struct changelog_fold *fold, struct costs *costs)
{
	struct arena arena;
	struct outbox outbox = { .count = 0 };
	struct pass pass;
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	uint32_t in_batch = 0;
	arena_init(&arena, 4 << 20);
	pass_init(&pass, &settings, kernel, &arena, &outbox);
	while ((length = getline(&line, &size, file)) > 0) {
		struct input_message message = { .at = { bytes_of_string("in"), 0, (int64_t)costs->articles }, .timestamp = CLOCK_ABSENT,
			.value = arena_copy(&arena, bytes_of(line, (size_t)length)) };
		pass_record(&pass, &message);
		costs->articles++;
		if (++in_batch < batch)
			continue;
		pass_finish(&pass);
		take_outbox(fold, &outbox, costs);
		outbox_clear(&outbox);
		arena_rewind(&arena, (struct arena_mark){ NULL, 0 });
		in_batch = 0;
	}
	pass_finish(&pass);
	take_outbox(fold, &outbox, costs);
	pass_free(&pass);
	outbox_free(&outbox);
	arena_free(&arena);
	free(line);
}

static void print_costs(const struct costs *costs)
{
	static const char *const names[CHANGELOG_KINDS] = { "head", "languages", "records", "stories", "articles", "held", "timers",
		"counts of keys", "lines", "claims" };
	double articles = (double)costs->articles, sum = 0;
	printf("%-16s %10s %10s\n", "an article", "entries", "bytes");
	for (int kind = 0; kind < CHANGELOG_KINDS; kind++) {
		printf("%-16s %10.2f %10.0f\n", names[kind], (double)costs->entries[kind] / articles, (double)costs->kinds[kind] / articles);
		sum += (double)costs->kinds[kind] / articles;
	}
	printf("%-16s %10s %10.0f\n", "changelog", "", sum);
	printf("%-16s %10s %10.0f\n\n", "sketch record", "", (double)costs->sketches / articles);
}

static int order(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return left < right ? -1 : left > right;
}

static double restore_once(const struct changelog_fold *fold)
{
	struct arena arena;
	struct outbox outbox = { .count = 0 };
	struct pass pass;
	struct changelog_entries entries;
	const char *reason = "";
	arena_init(&arena, 4 << 20);
	pass_init(&pass, &settings, kernel, &arena, &outbox);
	double began = seconds();
	CHECK(changelog_fold_entries(fold, &arena, &entries, &reason) == STATUS_OK);
	CHECK(pass_restore(&pass, entries, &reason) == STATUS_OK);
	double taken = seconds() - began;
	pass_free(&pass);
	outbox_free(&outbox);
	arena_free(&arena);
	return taken;
}

int main(int argc, char **argv)
{
	struct changelog_fold fold;
	struct costs costs = { .articles = 0 };
	double times[ROUNDS_MAX];
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	uint32_t batch = argc > 2 ? (uint32_t)atoi(argv[2]) : 1000;
	int rounds = argc > 3 ? atoi(argv[3]) : 5;
	if (file == NULL || batch == 0 || rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: restore_bench FILE [RECORDS_A_BATCH [ROUNDS]]\n");
		return 2;
	}
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	changelog_fold_init(&fold);
	write_changelog(file, batch, &fold, &costs);
	fclose(file);
	print_costs(&costs);
	for (int i = 0; i < rounds; i++)
		times[i] = restore_once(&fold);
	qsort(times, (size_t)rounds, sizeof *times, order);
	double entries = (double)fold.live, megabytes = (double)fold.bytes * 1e-6;
	printf("%.0f live entries, %.1f MB, of %llu articles\n", entries, megabytes, (unsigned long long)costs.articles);
	printf("built in %.3f/%.3f/%.3f s: %.0f entries a second, %.0f MB/s (median)\n", times[0], times[rounds / 2], times[rounds - 1],
	       entries / times[rounds / 2], megabytes / times[rounds / 2]);
	changelog_fold_free(&fold);
	return 0;
}
