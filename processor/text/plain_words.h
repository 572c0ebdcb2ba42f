/* plain_words.h: the hashes of a plain text's words, in order, and nothing else of it: for who wants a signature and no
 * document. The words are those of document.h, and so are their hashes (tests/text/plain_words_test.c).
 * The text may be any bytes: what is not UTF-8 (RFC 3629) is read as U+FFFD, which is in no word. Unlike a document it has no
 * limit of words. */
#ifndef PARALLAX_TEXT_PLAIN_WORDS_H
#define PARALLAX_TEXT_PLAIN_WORDS_H

#include "arena.h"
#include "kernel.h"
#include "text_sketch.h"

#define PLAIN_BYTES_MAX ((size_t)1 << 30)

struct plain_words {
	const uint64_t *hashes;
	size_t count;
	size_t characters; /* how many are a character of an unsegmented script */
};

/* text has at most PLAIN_BYTES_MAX bytes. All memory is the arena's: about four times the text, and eight bytes a word. */
void plain_words_read(const struct kernel *kernel, struct bytes text, struct arena *arena, struct plain_words *ret_words);

/* The sketch of the shingles of some words: of characters where more than half of the words are such, of words elsewhere. */
void words_sketch(const struct kernel *kernel, enum text_sketch_scheme scheme, const struct plain_words *words, struct arena *arena,
                  struct text_sketch *ret_sketch);

#endif
