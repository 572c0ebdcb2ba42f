/* The counts stay bounded: on months of names that never come again, on more keys than there is room for, on languages without end;
 * and what comes again and again stays known. Before a stream has told, a language's common words are known to be common; where nothing is
 * known of the language, its script's are. */
#include "rarity.h"

#include <stdio.h>
#include <string.h>

#include "check_that.h"
#include "key_id.h"
#include "word_hash.h"

#define CHUNKS 1024u
#define ARTICLES_A_DAY 200
#define KEYS 10 /* new ones of each article */
#define HALF_A_YEAR 182

static struct arena arena;

static uint64_t name(uint64_t number)
{
	return key_id(KEY_NAME, KEY_IS_HASH | number);
}

/* One article of keys first to first + KEYS - 1. */
static void count(struct rarity *rarity, unsigned language, int day, uint64_t first)
{
	rarity_count_article(rarity, language, 100, day * CLOCK_DAY, 0);
	rarity_sweep(rarity, &arena);
	for (uint64_t i = 0; i < KEYS; i++)
		rarity_count_key(rarity, language, name(first + i));
}

static double weight(const struct rarity *rarity, unsigned language, uint64_t number)
{
	double weight;
	rarity_weigh(rarity, language, 1000, &(struct held_key){ name(number), 0 }, 1, &weight);
	return weight;
}

static void months_of_new_names(void)
{
	struct rarity rarity;
	uint64_t next = 1000, weekly = 1, once = 100;
	size_t most = 0, slots = 0;
	rarity_init(&rarity, CHUNKS);
	unsigned language = rarity_language(&rarity, bytes_of_string("en"));
	count(&rarity, language, 20000, once);
	for (int day = 0; day < 2 * HALF_A_YEAR; day++) {
		for (int i = 0; i < ARTICLES_A_DAY; i++, next += KEYS)
			count(&rarity, language, 20000 + day, next);
		if (day % 7 == 0)
			count(&rarity, language, 20000 + day, weekly);
		if (rarity.documents.count > most)
			most = rarity.documents.count;
		if (day == HALF_A_YEAR)
			slots = rarity.documents.capacity;
	}
	/* Those of eight weeks, and of a turn of all chunks; each is counted twice. */
	uint64_t bound = 2 * KEYS * (57 * ARTICLES_A_DAY + CHUNKS);
	printf("%zu keys at most, of %llu that came; room for %zu\n", most, (unsigned long long)(2 * (next - 1000)), rarity.documents.capacity);
	CHECK_THAT(most <= bound && most > bound / 2);
	CHECK_THAT(rarity.documents.capacity == slots);
	CHECK_THAT(weight(&rarity, language, weekly) < weight(&rarity, language, next - 1)); /* known to be the more common */
	CHECK_THAT(weight(&rarity, language, once) == weight(&rarity, language, 7777777777)); /* as if it had never come */
	rarity_free(&rarity);
}

/* A day that brings more than there is room for: the rarest make room. */
static void more_than_there_is_room_for(void)
{
	struct rarity rarity;
	rarity_init(&rarity, 64);
	CHECK_THAT(rarity.chunk_max * 64 == RARITY_KEYS_MAX);
	rarity.chunk_max = 100;
	unsigned language = rarity_language(&rarity, bytes_of_string("en"));
	for (uint64_t i = 0; i < 20000; i++) {
		count(&rarity, language, 20000, 1000 + i * KEYS);
		if (i % 10 == 0)
			count(&rarity, language, 20000, 1);
		CHECK_THAT(rarity.documents.count <= 64 * 100 + 2 * KEYS * 64);
	}
	CHECK_THAT(weight(&rarity, language, 1) < 5.0 && weight(&rarity, language, 1000) > 6.0);
	rarity_free(&rarity);
}

static void languages_without_end(void)
{
	struct rarity rarity;
	char tag[16];
	rarity_init(&rarity, 64);
	unsigned first = rarity_language(&rarity, bytes_of_string("en"));
	for (int i = 0; i < 5000; i++) {
		snprintf(tag, sizeof tag, "x-%d", i);
		unsigned number = rarity_language(&rarity, bytes_of_string(tag));
		CHECK_THAT(number == (i + 2 < RARITY_LANGUAGES ? (unsigned)i + 2 : RARITY_LANGUAGES - 1));
	}
	CHECK_THAT(rarity_language(&rarity, bytes_of_string("en")) == first && rarity.languages.count < RARITY_LANGUAGES);
	rarity_free(&rarity);
}

static struct held_key word(const char *tag, const char *norm)
{
	uint64_t body = key_body_of_word(word_hash((const uint8_t *)norm, strlen(norm)), key_language_mark(bytes_of_string(tag)));
	return (struct held_key){ key_id(KEY_WORD, body), 0 };
}

static double word_weight(struct rarity *rarity, const char *tag, const char *norm)
{
	double weight;
	struct held_key key = word(tag, norm);
	rarity_weigh(rarity, rarity_language(rarity, bytes_of_string(tag)), 0, &key, 1, &weight);
	return weight;
}

static void count_words(struct rarity *rarity, const char *tag, const char *a, const char *b)
{
	unsigned language = rarity_language(rarity, bytes_of_string(tag));
	rarity_count_article(rarity, language, 100, 20000 * CLOCK_DAY, 0);
	rarity_sweep(rarity, &arena);
	rarity_count_key(rarity, language, word(tag, a).id);
	if (b != NULL)
		rarity_count_key(rarity, language, word(tag, b).id);
}

/* gl, kk and und have no list: what the languages of their script have in common is known of them, and worth less. */
static void first_articles(void)
{
	static const struct {
		const char *tag, *common, *rare;
		double apart;
	} cases[] = { { "en", "government", "xylophones", 1.5 }, { "hi", "सरकार", "झुनझुना", 1.5 }, { "gl", "para", "xilofonista", 0.3 },
		      { "kk", "для", "ксилофонист", 0.3 }, { "und", "para", "xylophones", 0.3 } };
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rarity rarity;
		rarity_init(&rarity, 64);
		count_words(&rarity, cases[i].tag, cases[i].common, cases[i].rare);
		printf("%s: %s %.2f, %s %.2f\n", cases[i].tag, cases[i].common, word_weight(&rarity, cases[i].tag, cases[i].common), cases[i].rare,
		       word_weight(&rarity, cases[i].tag, cases[i].rare));
		CHECK_THAT(word_weight(&rarity, cases[i].tag, cases[i].common) < word_weight(&rarity, cases[i].tag, cases[i].rare) - cases[i].apart);
		/* And then the stream tells. */
		for (int article = 0; article < 5000; article++)
			count_words(&rarity, cases[i].tag, cases[i].rare, NULL);
		CHECK_THAT(word_weight(&rarity, cases[i].tag, cases[i].rare) < 0.1);
		CHECK_THAT(word_weight(&rarity, cases[i].tag, cases[i].common) > 1.5);
		rarity_free(&rarity);
	}
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	months_of_new_names();
	more_than_there_is_room_for();
	languages_without_end();
	first_articles();
	arena_free(&arena);
	return check_that_result();
}
