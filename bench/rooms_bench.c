/* rooms_bench.c: what an article of a generated feed (generated_feed.h) costs in each room of the way, beside jansson's bare
 * parse of the same bytes in the same run. usage: rooms_bench [ARTICLES [ROUNDS]] */
#include <sys/utsname.h>

#include "bench.h"
#include "cpu.h"
#include "generated_feed.h"
#include "pass.h"

struct costs {
	double since;
	double by_room[ROOM_COUNT];
	uint64_t stories;
};

static void probe(void *context, enum pass_room done)
{
	struct costs *costs = context;
	double now = now_ns();
	costs->by_room[done] += now - costs->since;
	costs->since = now;
}

static void print_row(const char *name, double *values, int rounds)
{
	sort_rounds(values, (size_t)rounds);
	printf("%-28s %10.0f %10.0f %10.0f\n", name, values[0], values[rounds / 2], values[rounds - 1]);
}

static double parse_all(char **articles, size_t count)
{
	double start = now_ns();
	for (size_t i = 0; i < count; i++)
		json_decref(json_loads(articles[i], JSON_REJECT_DUPLICATES, NULL));
	return (now_ns() - start) / (double)count;
}

static void pass_all(char **articles, size_t count, const struct kernel *kernel, struct costs *costs)
{
	struct pass_settings settings = { .story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY }, .article_bytes_max = 1 << 20 };
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
		pass_record(&pass, &message);
		if (i % 500 == 499) { /* a batch */
			pass_finish(&pass);
			outbox_clear(&outbox);
			arena_rewind(&arena, (struct arena_mark){ NULL, 0 });
		}
	}
	struct story_counters counters = story_state_counters(pass.stories);
	costs->stories = counters.stories - counters.merges;
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
	struct costs costs;
	for (int round = 0; round < rounds; round++) {
		costs = (struct costs){ .since = 0.0 };
		parse[round] = parse_all(articles, count);
		pass_all(articles, count, kernel, &costs);
		for (int room = 0; room < ROOM_COUNT; room++) {
			rooms[room][round] = costs.by_room[room] / (double)count;
			sum[round] += rooms[room][round];
		}
	}
	uname(&machine);
	printf("%s %s, %s kernels, %zu articles of %zu bytes in %zu languages, %llu stories, %.10s\n", machine.sysname, machine.machine,
	       kernel->name, count, bytes / count, languages_count, (unsigned long long)costs.stories, ctime(&today));
	printf("%-28s %10s %10s %10s   ns an article, %d rounds\n", "", "min", "median", "max", rounds);
	for (int room = 0; room < ROOM_COUNT; room++)
		print_row(names[room], rooms[room], rounds);
	print_row("sum", sum, rounds);
	print_row("jansson, bare parse", parse, rounds);
	printf("the whole way costs %.1f times the bare parse (medians)\n", sum[rounds / 2] / parse[rounds / 2]);
	for (size_t i = 0; i < count; i++)
		free(articles[i]);
	free(articles);
	free_sample();
	return 0;
}
