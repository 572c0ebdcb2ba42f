/* What a reading knows of words without a look at them: bits, the first hits, and the particles of every language. */
#include "reading.h"

#include "check_that.h"
#include "read_text.h"
#include "word_hash.h"

#define BITS 200u

static struct arena arena;

static bool is_set(const uint64_t *bits, uint32_t at)
{
	return (bits[at / 64] >> at % 64 & 1) != 0;
}

static uint32_t next_by_one(const uint64_t *bits, uint32_t from, uint32_t end)
{
	while (from < end && !is_set(bits, from))
		from++;
	return from < end ? from : READING_NONE;
}

static uint32_t previous_by_one(const uint64_t *bits, uint32_t word, uint32_t start)
{
	while (word > start && !is_set(bits, word - 1))
		word--;
	return word > start ? word - 1 : READING_NONE;
}

/* Dense, thin and empty bits, from every word to every other. */
static void bits_in_both_directions(void)
{
	for (uint32_t step = 1; step < BITS; step = step * 3 + 1) {
		uint64_t bits[BITS / 64 + 1] = { 0 };
		for (uint32_t i = step / 2; i < BITS; i += step)
			bits[i / 64] |= UINT64_C(1) << i % 64;
		for (uint32_t from = 0; from <= BITS; from++)
			for (uint32_t to = from; to <= BITS; to++) {
				CHECK_THAT(reading_next(bits, from, to) == next_by_one(bits, from, to));
				CHECK_THAT(reading_previous(bits, to, from) == previous_by_one(bits, to, from));
			}
	}
}

/* Every word of a list is found by its hash to be in that list, and in all the others that hold it. */
static void particles_are_the_lists(void)
{
	static const char *const tags[] = { "ar", "cs", "de", "el", "en", "es", "fa", "fi", "fr", "hi", "hu", "it", "ja", "nl", "pt", "ru", "sw", "vi" };
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		const struct language_rules *rules = language_rules_of(tags[i]);
		const char *const lists[] = { rules->and_words, rules->point_words, rules->of_words, rules->in_words, rules->from_words,
			rules->to_words, rules->hour_words, rules->as_of_words, rules->one_words, rules->minus_words, rules->over_words };
		struct particles particles;
		particles_init(&particles, rules);
		for (size_t list = 0; list < sizeof lists / sizeof lists[0]; list++)
			for (const char *at = lists[list]; at != NULL && *at == ' ' && at[1] != '\0';) {
				struct bytes word = bytes_of(at + 1, strcspn(at + 1, " "));
				uint32_t found = particles_of(&particles, word_hash(word.data, word.length));
				for (size_t other = 0; other < sizeof lists / sizeof lists[0]; other++)
					CHECK_THAT((found >> other & 1) == language_word_in(word, lists[other]));
				at += 1 + word.length;
			}
		CHECK_THAT(particles_of(&particles, word_hash((const uint8_t *)"zzyzx", 5)) == 0);
	}
}

/* For each word the first hit at or behind it and the kinds of those at it, as the hits themselves say. */
static void hits_by_word(void)
{
	struct read_text text;
	read_text("en", "Two of the 84 dead were from Norway", "On Monday at least 1,200 people left the United Kingdom.\n"
	          "Zork blim quax zorp glim vrax zonk flim quorp drax blonk gave 3 tons.",
	          CLOCK_ABSENT, &arena, &text);
	const struct reading *reading = &text.reading;
	CHECK_THAT(reading->hits_count > 5);
	for (uint32_t word = 0, first = 0; word <= text.document.words_count; word++) {
		uint32_t kinds = 0, ended = 0;
		while (first < text.hits_count && text.hits[first].word < word)
			first++;
		for (uint32_t i = 0; i < text.hits_count; i++) {
			kinds |= text.hits[i].word == word ? 1u << text.hits[i].kind : 0;
			ended |= text.hits[i].word + text.hits[i].words == word ? 1u << text.hits[i].kind : 0;
		}
		CHECK_THAT(reading_hits_from(reading, word) == first);
		CHECK_THAT((reading->kinds[word] & ~READING_OF_DAY) == kinds && reading->ended_kinds[word] == ended);
	}
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	bits_in_both_directions();
	particles_are_the_lists();
	hits_by_word();
	arena_free(&arena);
	return check_that_result();
}
