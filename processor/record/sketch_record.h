/* sketch_record.h: all that the right half of the way needs to know of one article. Made of the article alone; it
 * can be stored, sent and read again (wire/record_codec.h). */
#ifndef PARALLAX_RECORD_SKETCH_RECORD_H
#define PARALLAX_RECORD_SKETCH_RECORD_H

#include "article.h"
#include "claim.h"
#include "placed.h"
#include "text_sketch.h"

#define RECORD_KEYS_MAX 1024
#define RECORD_LINES_MAX 512
#define RECORD_CLAIMS_MAX 24
#define RECORD_FIGURES_MAX 128 /* placed figures: the first ones of the text */
#define RECORD_ANCHORS_MAX 512 /* placed names and words: those of the lowest keys, the same choice in every text */

enum key_kind {
	KEY_NAME,    /* precise consonant skeleton */
	KEY_COARSE,  /* coarse consonant skeleton */
	KEY_PLACE, KEY_FIGURE, KEY_DATE,
	KEY_CONCEPT,
	KEY_WORD,    /* an ordinary word of the article's own language */
	KEY_KINDS
};

/* One key of the fact sketch. Ids of different kinds never meet: the kind is part of what is hashed. */
struct record_key {
	uint64_t id;
	uint16_t line;    /* index into lines of the first line that has it */
	uint8_t kind;     /* enum key_kind */
	uint8_t presence; /* 255 = certainly there and certainly this; see names/keys.h */
};

struct sketch_record {
	struct bytes uri;
	struct bytes version_text;
	uint64_t version;
	uint64_t number; /* not of the article: given by the state that takes the record; 0 before */
	struct bytes source;
	struct bytes credit;   /* the agency whose text this says it is, normalised; absent when none */
	struct bytes language; /* primary tag of the language found, "und" when unknown */
	struct bytes headline; /* plain, at most 200 code points; of an article without one its first line */
	struct bytes evolvedfrom;
	enum article_status status;
	bool correction;       /* it says that it corrects something */
	clock_ms created;      /* versioncreated; CLOCK_ABSENT when the article has none */
	clock_ms embargoed;    /* CLOCK_ABSENT when not */
	struct text_sketch text;
	const uint64_t *lines; /* a hash per line; key.line and claim.line are indices */
	uint32_t lines_count;
	const struct record_key *keys; /* distinct ids, in the order of the text */
	uint32_t keys_count;
	const struct claim *claims;
	uint32_t claims_count;
	const struct placed_figure *figures; /* in the order of the text, and so are the anchors */
	uint32_t figures_count;
	const struct placed_key *anchors;
	uint32_t anchors_count;
};

#endif
