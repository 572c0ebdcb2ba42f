/* scanned_text.h: texts of FEED_TEXT_BYTES with what the lexicon finds in them, as the rooms behind it are given them. */
#ifndef PARALLAX_BENCH_SCANNED_TEXT_H
#define PARALLAX_BENCH_SCANNED_TEXT_H

#include "feed_text.h"
#include "lexicon.h"

#define HITS_MAX 16384

struct scanned_text {
	struct document document;
	struct lexicon_hit *hits;
	uint32_t hits_count;
};

static const char *const languages[] = { "en", "de", "es", "fr", "ru", "ar", "hi", "ko", "zh", "ja" };

/* So many texts of one language's bodies, from places at equal distances on. */
static inline void scan_texts(struct bytes bodies, unsigned language, struct arena *arena, struct scanned_text *ret_texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct article article = { .body = feed_text(bodies, i * bodies.length / count, arena), .created = CLOCK_ABSENT };
		struct scanned_text *text = &ret_texts[i];
		document_read(&article, arena, &text->document);
		text->hits = arena_take(arena, HITS_MAX * sizeof *text->hits);
		text->hits_count = lexicon_scan(&text->document, language, text->hits, HITS_MAX);
	}
}

#endif
