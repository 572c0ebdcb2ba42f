/* lexicon_bench.c: what finding every known phrase costs: nanoseconds per word of the sample feed, by language, with the
 * language known and unknown, beside hashing each word once in the same run. The three run in turn, round after round; each
 * figure is the minimum, median and maximum over the rounds, in CPU time of the thread. The last line has all languages as the
 * feed mixes them, which costs more: what is read of the table is in no near cache then.
 *
 *     lexicon_bench [rounds]        31 unless told; pin it to one core */
#include "bench.h"
#include "decode.h"
#include "lexicon.h"
#include "normalise.h"
#include "word_hash.h"

#define DOCUMENTS_MAX 1024
#define HITS_MAX 65536
#define ROUNDS_MAX 1001
#define REPEATS 20
#define WAYS 3

struct feed {
	struct document documents[DOCUMENTS_MAX];
	unsigned languages[DOCUMENTS_MAX];
	uint32_t count;
};

static struct feed feed;
static struct lexicon_hit hits[HITS_MAX];
static uint64_t sink; /* what keeps the compiler from dropping the work */

static void read_feed(const char *path, struct arena *arena)
{
	FILE *file = fopen(path, "rb");
	char *line = NULL;
	size_t capacity = 0;
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0 && feed.count < DOCUMENTS_MAX;) {
		struct article article;
		const char *reason;
		struct bytes json = arena_copy(arena, bytes_of(line, (size_t)length));
		if (decode_article(json, arena, &article, &reason) != STATUS_OK || article.language.data == NULL)
			continue;
		document_read(&article, arena, &feed.documents[feed.count]);
		feed.languages[feed.count++] = lexicon_language(article.language);
	}
	free(line);
	fclose(file);
}

static void hash_words(const struct document *document)
{
	for (uint32_t i = 0; i < document->words_count; i++)
		sink += word_hash(document->norm.data + document->words[i].norm_start, document->words[i].norm_length);
}

/* The documents in turn, so that none finds in the caches what it left there itself. */
static double run(unsigned language, int way)
{
	double start = thread_ns();
	for (uint32_t i = 0; i < REPEATS * feed.count; i++) {
		const struct document *document = &feed.documents[i % feed.count];
		if (feed.languages[i % feed.count] != language)
			continue;
		if (way == 0)
			hash_words(document);
		else
			sink += lexicon_scan(document, way == 1 ? language : LANGUAGE_UNKNOWN, hits, HITS_MAX);
	}
	return thread_ns() - start;
}

/* All documents in the feed's order, in which a text seldom finds in the caches what the one before it left: as in a stream. */
static void print_stream(int rounds)
{
	static double took[ROUNDS_MAX];
	uint64_t words = 0, bytes = 0;
	for (uint32_t i = 0; i < feed.count; i++) {
		words += feed.documents[i].words_count;
		bytes += feed.documents[i].norm.length;
	}
	for (int round = 0; round < rounds; round++) {
		double start = thread_ns();
		for (uint32_t i = 0; i < feed.count; i++)
			sink += lexicon_scan(&feed.documents[i], feed.languages[i], hits, HITS_MAX);
		took[round] = (thread_ns() - start) / (double)words;
	}
	sort_rounds(took, (size_t)rounds);
	printf("all  %7.2f         %-22s %8.2f %8.2f %8.2f %10.0f\n", (double)bytes / (double)words, "scan, as they come", took[0],
	       took[rounds / 2], took[rounds - 1], took[rounds / 2] * 3000.0 * (double)words / (double)bytes);
}

static void print_language(unsigned language, int rounds)
{
	static const char *const names[WAYS] = { "hash", "scan", "scan, language unknown" };
	static double took[WAYS][ROUNDS_MAX];
	uint64_t words = 0, bytes = 0, found = 0;
	for (uint32_t i = 0; i < feed.count; i++) {
		if (feed.languages[i] != language)
			continue;
		words += feed.documents[i].words_count;
		bytes += feed.documents[i].norm.length;
		found += lexicon_scan(&feed.documents[i], language, hits, HITS_MAX);
	}
	for (int round = 0; round < rounds; round++)
		for (int way = 0; way < WAYS; way++)
			took[way][round] = run(language, way) / (double)(words * REPEATS);
	for (int way = 0; way < WAYS; way++) {
		sort_rounds(took[way], (size_t)rounds);
		printf("%-4s %7.2f %6.2f  %-22s %8.2f %8.2f %8.2f %10.0f\n", lexicon_language_tag(language), (double)bytes / (double)words,
		       (double)found / (double)words, names[way], took[way][0], took[way][rounds / 2], took[way][rounds - 1],
		       took[way][rounds / 2] * 3000.0 * (double)words / (double)bytes);
	}
}

int main(int argc, char **argv)
{
	int rounds = (int)rounds_of(argc, argv, 31, ROUNDS_MAX);
	struct arena arena;
	bool seen[LANGUAGES_MAX] = { false };
	arena_init(&arena, (size_t)16 << 20);
	read_feed(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson", &arena);
	print_machine();
	printf("%u articles\n\nns per word; the last column is the median for 3 KB of normalised text\n", feed.count);
	printf("%-4s %7s %6s  %-22s %8s %8s %8s %10s\n", "", "bytes", "hits", "", "min", "median", "max", "3 KB");
	for (uint32_t i = 0; i < feed.count; i++) {
		if (seen[feed.languages[i]])
			continue;
		seen[feed.languages[i]] = true;
		print_language(feed.languages[i], rounds);
	}
	print_stream(rounds);
	fprintf(stderr, "(checksum %llx)\n", (unsigned long long)sink);
	arena_free(&arena);
	return 0;
}
