/* make_record.h: sketch records by hand, for the tests of stories. */
#ifndef PARALLAX_TESTS_MAKE_RECORD_H
#define PARALLAX_TESTS_MAKE_RECORD_H

#include <string.h>

#include "arena.h"
#include "hash.h"
#include "kernel.h"
#include "key_id.h"
#include "record_codec.h"
#include "sketch_fill.h"
#include "sketch_record.h"
#include "story_state.h"

/* The key of a kind for a word of the test. */
static inline struct record_key make_key(enum key_kind kind, const char *word)
{
	return (struct record_key){ key_id(kind, key_body_of_hash(hash_bytes(bytes_of_string(word)))), 0, (uint8_t)kind, 255 };
}

/* A record of a uri whose names are the words of a text; the text sketch is of the same words. */
static inline struct sketch_record make_record(struct arena *arena, const struct kernel *kernel, const char *uri,
                                               uint64_t version, const char *language, const char *names, clock_ms created)
{
	struct sketch_record record = { .uri = bytes_of_string(uri), .version = version, .version_text = bytes_of("1", 1),
		.source = bytes_of_string("test"), .language = bytes_of_string(language), .headline = bytes_of_string(names),
		.created = created, .embargoed = CLOCK_ABSENT };
	struct record_key *keys = arena_take(arena, 64 * sizeof *keys);
	uint64_t words[64];
	uint64_t *lines = arena_take(arena, sizeof *lines);
	char copy[1024];
	uint32_t count = 0;
	strncpy(copy, names, sizeof copy - 1);
	copy[sizeof copy - 1] = 0;
	for (char *word = strtok(copy, " "); word != NULL && count < 64; word = strtok(NULL, " ")) {
		keys[count] = make_key(KEY_NAME, word);
		words[count++] = hash_bytes(bytes_of_string(word));
	}
	lines[0] = hash_bytes(record.uri); /* no line that another article has */
	record.keys = keys;
	record.keys_count = count;
	record.lines = lines;
	record.lines_count = 1;
	sketch_fill(kernel, TEXT_SKETCH_CLASSIC, 1, words, count, &record.text);
	return record;
}

/* Adds words of the record's language; a record of make_record holds 64 keys. */
static inline void add_words(struct sketch_record *record, const char *words)
{
	struct record_key *keys = (struct record_key *)(uintptr_t)record->keys;
	char copy[1024];
	strncpy(copy, words, sizeof copy - 1);
	copy[sizeof copy - 1] = 0;
	for (char *word = strtok(copy, " "); word != NULL && record->keys_count < 64; word = strtok(NULL, " ")) {
		uint64_t body = key_body_of_word(hash_bytes(bytes_of_string(word)), key_language_mark(record->language));
		keys[record->keys_count++] = (struct record_key){ key_id(KEY_WORD, body), 0, KEY_WORD, 255 };
	}
}

#endif
