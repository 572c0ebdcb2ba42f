/* document.h: one article's text, read once: every later room reads what stands here.
 *
 * plain   headline, '\n', body with markup stripped: UTF-8, a copy of the received text; eight bytes behind it can be read
 * norm    the normalised words of plain, in order, one gap byte between two words (see enum gap)
 * words   for each word where it stands in plain and in norm
 * lines   ranges of words; a line ends at a line break of plain (and at block tags of markup)
 *
 * Normalised means: NFKC_Casefold as Unicode 15.0 has it (code points unknown to it are left as they are), then the Arabic
 * fold of arabic_fold.h (ی ى → ي, ک → ك, ة stays, أ إ آ ٱ → ا, ؤ → و, ئ → ي, ۀ → ه; tatweel, harakat and other Arabic marks
 * dropped). One character can become several, among them a space (ﷺ).
 *
 * Words are those of UAX #29 that hold a letter or a digit. What differs: every character of a script written without
 * spaces is a word of its own (Han, kana, Thai, Lao, Khmer, Burmese, each with its combining marks); a colon ends a word,
 * as in CLDR's root locale; quotes and middle dots join no Hangul; a narrow no-break space is a space. Soft hyphens and
 * joiners inside a word are part of it in plain and not in norm. */
#ifndef PARALLAX_TEXT_DOCUMENT_H
#define PARALLAX_TEXT_DOCUMENT_H

#include "arena.h"
#include "article.h"
#include "bytes.h"
#include "markup.h"

#define NORMALISER_VERSION 1u /* rises with any change of the words that the same bytes give */

/* More of a text is not read, nor what would make norm longer than 32 MiB; that something was left out is told by truncated. */
#define DOCUMENT_WORDS_MAX 65536
#define DOCUMENT_LINES_MAX 8192

/* Scripts that the way of an article treats differently; everything else is SCRIPT_OTHER. */
enum script {
	SCRIPT_NONE, /* digits and marks only */
	SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_GREEK, SCRIPT_ARABIC, SCRIPT_HEBREW, SCRIPT_ARMENIAN, SCRIPT_GEORGIAN,
	SCRIPT_DEVANAGARI, SCRIPT_BENGALI, SCRIPT_GURMUKHI, SCRIPT_GUJARATI, SCRIPT_ORIYA, SCRIPT_TAMIL, SCRIPT_TELUGU,
	SCRIPT_KANNADA, SCRIPT_MALAYALAM, SCRIPT_SINHALA, SCRIPT_THAI, SCRIPT_LAO, SCRIPT_BURMESE, SCRIPT_KHMER,
	SCRIPT_ETHIOPIC, SCRIPT_HANGUL, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_HAN, SCRIPT_OTHER,
	SCRIPT_COUNT
};

/* What stands between a word and the one before it, as one byte of norm. The strongest that occurs counts. */
enum gap {
	GAP_NONE = 0,      /* nothing: two characters of an unsegmented script, or such a one beside a word, or two parts of a
	                      word that was too long; no byte in norm */
	GAP_SPACE = ' ',   /* white space only; between words, a zero-width space alone as well */
	GAP_HYPHEN = '-',  /* one hyphen-like character (hyphens, en dash, minus, maqaf) and nothing else */
	GAP_MARK = ',',    /* anything else within a sentence */
	GAP_SENTENCE = '.', /* . ! ? with white space behind them or behind the quotes and brackets that close there; 。।؟ and
	                      the like, whatever follows. It does not depend on case: "Mr. Smith" has one as well */
	GAP_LINE = '\n'     /* a line break; the first word has it too, without its byte in norm */
};

enum word_flag {
	WORD_UPPER_FIRST = 1, /* the first letter is upper or title case in plain */
	WORD_UPPER_ALL = 2,   /* two letters or more, all upper case */
	WORD_DIGITS = 4,      /* holds a decimal digit (general category Nd) of any script */
	WORD_LETTERS = 8,     /* holds a letter */
	WORD_CHARACTER = 16   /* one character of an unsegmented script */
};

struct word {
	uint32_t plain_start; /* bytes in plain */
	uint32_t norm_start;  /* bytes in norm */
	uint16_t plain_length;
	uint16_t norm_length; /* a word of more than 1024 bytes in plain goes on as the next word */
	uint8_t gap;          /* enum gap, before this word */
	uint8_t flags;        /* enum word_flag */
	uint8_t script;       /* enum script of its first letter that has one (some letters are shared by many) */
	uint8_t spare;
	uint64_t hash;        /* of its normalised bytes: kernel's word hash */
};

struct line {
	uint32_t word_start;
	uint32_t word_count; /* may be 0 for a line of marks only: such lines are left out */
	struct span plain;   /* trimmed of white space */
	uint64_t hash;       /* of its normalised words; what a source repeats across articles is known by it */
	bool dropped;        /* boilerplate: its words are no evidence */
};

/* Where plain comes from: as struct markup_run, of a field. */
struct text_run {
	struct markup_run run;
	enum field field;
};

/* Where a code point stands is counted from one of these marks, not from the text's start. */
#define DOCUMENT_POINTS_STEP 64u

struct document {
	struct bytes received[2]; /* by enum field, as received; absent when there is none */
	const uint32_t *received_points[2]; /* of each: the code points before every DOCUMENT_POINTS_STEP bytes; NULL when none */
	struct bytes plain;
	uint32_t body_start; /* in plain: where the body begins */
	const struct text_run *runs;
	uint32_t runs_count;

	struct bytes norm;
	const struct word *words;
	uint32_t words_count;
	struct line *lines;
	uint32_t lines_count;
	bool truncated;
};

#endif
