/* feed_text.h: texts to measure on: what the sample feed says in a language, cut into pieces of one size. */
#ifndef PARALLAX_BENCH_FEED_TEXT_H
#define PARALLAX_BENCH_FEED_TEXT_H

#include "bench.h"
#include "decode.h"
#include "normalise.h"

#define FEED_TEXT_BYTES 3000
#define FEED_BODIES_BYTES_MAX (1 << 18)
#define FEED_FILE PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson"

/* All bodies of a language in a file of articles, without their markup, one behind the other, up to FEED_BODIES_BYTES_MAX;
 * empty when there are none. */
static inline struct bytes feed_bodies_of(const char *path, const char *language, struct arena *arena)
{
	char *line = NULL;
	size_t capacity = 0, used = 0;
	uint8_t *bodies = arena_take(arena, FEED_BODIES_BYTES_MAX);
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
		struct article article;
		const char *reason;
		if (decode_article(bytes_of(line, (size_t)length), arena, &article, &reason) != STATUS_OK || article.language.length < 2 ||
		    memcmp(article.language.data, language, 2) != 0 || article.body.length == 0)
			continue;
		struct document document;
		document_read(&article, arena, &document);
		if (used + document.plain.length + 1 >= FEED_BODIES_BYTES_MAX)
			break;
		memcpy(bodies + used, document.plain.data, document.plain.length);
		used += document.plain.length;
		bodies[used++] = '\n';
	}
	free(line);
	fclose(file);
	return bytes_of(bodies, used);
}

static inline struct bytes feed_bodies(const char *language, struct arena *arena)
{
	struct bytes bodies = feed_bodies_of(FEED_FILE, language, arena);
	CHECK(bodies.length > 1000);
	return bodies;
}

/* FEED_TEXT_BYTES of the bodies from a place on, round and round, as whole characters. */
static inline struct bytes feed_text(struct bytes bodies, size_t from, struct arena *arena)
{
	uint8_t *text = arena_take(arena, FEED_TEXT_BYTES);
	size_t length = 0;
	while ((bodies.data[from % bodies.length] & 0xc0) == 0x80)
		from++;
	for (; length < FEED_TEXT_BYTES; length++)
		text[length] = bodies.data[(from + length) % bodies.length];
	while ((bodies.data[(from + length) % bodies.length] & 0xc0) == 0x80)
		length--;
	return bytes_of(text, length);
}

#endif
