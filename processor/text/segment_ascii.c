/* Words of ASCII letters and digits, most of what is written with Latin letters: 64 bytes are sorted into bitmaps, in which
 * a word's end is one instruction away from its start, so that no word waits for the bytes of the one before. */
#include "hash.h"
#include "segment_write.h"
#include "word_hash.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define WORD_MAX 15
#define BLOCK SEGMENT_BLOCK
#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS EACH_BYTE(0x80)

_Static_assert(SEGMENT_PADDING >= BLOCK, "a block may begin with the text's last byte");
_Static_assert(WORD_MAX < WORD_HASH_BYTES_MIN, "a word is hashed with zeros behind it");

/* The high bits of those of eight bytes of seven bits that are first or more and last or less. */
static inline uint64_t bytes_between(uint64_t sevens, uint8_t first, uint8_t last)
{
	return (sevens + EACH_BYTE(0x80u - first)) & ~(sevens + EACH_BYTE(0x7fu - last)) & HIGH_BITS;
}

/* The high bits of eight bytes side by side: the product brings bit 8i + 7 to bit 56 + i, and no two bits to one place. */
static inline uint64_t gather(uint64_t high_bits)
{
	return (high_bits >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

/* Portable, and what the other one is measured and tested against. */
struct segment_block segment_block_portable(const uint8_t *text)
{
	struct segment_block block = { 0 };
	for (unsigned i = 0; i < BLOCK; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, text + i, 8);
		uint64_t sevens = bytes & ~HIGH_BITS;
		uint64_t letters = bytes_between(sevens | EACH_BYTE(0x20), 'a', 'z') & ~bytes;
		uint64_t digits = bytes_between(sevens, '0', '9') & ~bytes;
		block.words |= gather(letters | digits) << i;
		block.letters |= gather(letters) << i;
		block.uppers |= gather(letters & ~(bytes << 2)) << i; /* 0x20 tells small letters */
	}
	return block;
}

#ifdef __SSE2__
/* Bytes that are first to first + count - 1: shifted to the least signed ones, they are less than the count. */
static inline __m128i bytes_from(__m128i bytes, char first, char count)
{
	return _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - first))), _mm_set1_epi8((char)(-128 + count)));
}

static inline struct segment_block block_of(const uint8_t *text)
{
	struct segment_block block = { 0 };
	for (unsigned i = 0; i < BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
		__m128i letters = bytes_from(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 26);
		__m128i digits = bytes_from(bytes, '0', 10);
		block.words |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, digits)) << i;
		block.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(letters) << i;
		block.uppers |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes_from(bytes, 'A', 26)) << i;
	}
	return block;
}
#else
static inline struct segment_block block_of(const uint8_t *text)
{
	return segment_block_portable(text);
}
#endif

struct segment_block segment_block_of(const uint8_t *text)
{
	return block_of(text);
}

static bool is_word_byte(uint8_t byte)
{
	return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/* Whether a run of ASCII letters and digits surely is a whole word, seen what follows it. */
static inline bool ends_word(const uint8_t *behind)
{
	uint8_t byte = behind[0];
	if (byte == ' ')
		return true;
	if (byte >= 0x80 || byte == '_')
		return false;
	if (byte != '.' && byte != ',' && byte != '\'' && byte != ';')
		return true;
	return behind[1] < 0x80 && behind[1] != '_' && !is_word_byte(behind[1]);
}

static inline uint64_t fold_bytes(uint64_t bytes)
{
	return bytes | bytes_between(bytes & ~HIGH_BITS, 'A', 'Z') >> 2;
}

static inline void put_norm(const uint8_t *text, unsigned length, uint8_t *ret_norm, uint64_t *ret_hash)
{
	static const uint8_t keep[2 * WORD_HASH_BYTES_MIN] = { 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255 };
	uint64_t bytes[2], mask[2];
	memcpy(bytes, text, sizeof bytes);
	memcpy(mask, keep + WORD_HASH_BYTES_MIN - length, sizeof mask);
	bytes[0] = fold_bytes(bytes[0] & mask[0]);
	bytes[1] = fold_bytes(bytes[1] & mask[1]);
	memcpy(ret_norm, bytes, sizeof bytes);
	*ret_hash = XXH3_64bits(bytes, sizeof bytes);
}

/* A word of length bytes whose bits in the block come first in letters and uppers. */
static inline uint8_t flags_of(uint64_t letters, uint64_t uppers, unsigned length)
{
	uint64_t all = (UINT64_C(1) << length) - 1;
	letters &= all;
	uppers &= all;
	bool first_upper = (letters & -letters & uppers) != 0;
	bool all_upper = uppers == letters && (letters & (letters - 1)) != 0;
	return (uint8_t)(first_upper * WORD_UPPER_FIRST | all_upper * WORD_UPPER_ALL | (letters != 0) * WORD_LETTERS |
	                 (letters != all) * WORD_DIGITS);
}

/* Reads what stands between words from plain[at] on, up to the next ASCII word; returns where it stopped. */
static inline uint32_t read_gap(const struct segment *segment, uint32_t at, uint8_t *gap)
{
	for (; at < segment->length && !is_word_byte(segment->text[at]); at++) {
		uint8_t byte = segment->text[at];
		enum unicode_gap kind = UNICODE_GAP(unicode_record(&segment->table, byte));
		if (byte >= 0x80 || byte == '_' || kind == UNICODE_GAP_LINE)
			break;
		*gap = segment_between[*gap][kind];
	}
	return at;
}

/* The length of the word that begins with a bit of the block, which is its length or more when it reaches the block's end. */
static inline unsigned run_length(uint64_t words, unsigned bit)
{
	uint64_t behind = ~(words >> bit);
	return behind == 0 ? BLOCK : (unsigned)__builtin_ctzll(behind);
}

uint32_t segment_read_ascii(struct segment *segment, uint32_t at)
{
	if (segment_place(segment) == NULL) {
		segment->full = true;
		return at;
	}
	struct segment here = *segment; /* a copy without an address stays in registers */
	uint32_t block_at = at;
	struct segment_block block = block_of(here.text + at);
	while (at < here.length && here.words_count < here.words_capacity) {
		unsigned bit = at - block_at;
		unsigned length = bit < BLOCK ? run_length(block.words, bit) : BLOCK;
		if (bit + length >= BLOCK && bit > 0) { /* it may go on behind the block */
			block_at = at;
			block = block_of(here.text + at);
			continue;
		}
		if (length == 0 || length > WORD_MAX || !ends_word(here.text + at + length))
			break;
		struct word *word = &here.words[here.words_count];
		uint8_t flags = flags_of(block.letters >> bit, block.uppers >> bit, length);
		uint32_t norm_start = segment_put_gap(&here, false, &word->gap);
		word->plain_start = at;
		word->norm_start = norm_start;
		word->plain_length = word->norm_length = (uint16_t)length;
		word->flags = flags;
		word->script = (flags & WORD_LETTERS) != 0 ? SCRIPT_LATIN : SCRIPT_NONE;
		word->spare = 0;
		put_norm(here.text + at, length, here.norm + norm_start, &word->hash);
		segment_take(&here, norm_start + length, false);
		at += length;
		if (here.text[at] == ' ' && is_word_byte(here.text[at + 1])) {
			here.gap = BETWEEN_SPACE;
			at++;
		} else {
			at = read_gap(&here, at, &here.gap);
		}
	}
	*segment = here;
	return at;
}
