#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "point_table.h"
#include "text_blocks.h"
#include "utf8_tables.h"

/* A block is two registers. A table of 64 bytes is looked up as four of 16, of which the upper bits of the index choose. */

struct pair {
	__m256i low, high;
};

TARGET_AVX2 static inline struct pair load(const uint8_t *at)
{
	return (struct pair){ _mm256_loadu_si256((const __m256i *)(const void *)at), _mm256_loadu_si256((const __m256i *)(const void *)(at + 32)) };
}

TARGET_AVX2 static inline __m256i all(unsigned byte)
{
	return _mm256_set1_epi8((char)byte);
}

TARGET_AVX2 static inline struct pair equal(struct pair bytes, uint8_t byte)
{
	return (struct pair){ _mm256_cmpeq_epi8(bytes.low, all(byte)), _mm256_cmpeq_epi8(bytes.high, all(byte)) };
}

/* Unsigned. */
TARGET_AVX2 static inline struct pair at_least(struct pair bytes, uint8_t byte)
{
	return (struct pair){ _mm256_cmpeq_epi8(_mm256_max_epu8(bytes.low, all(byte)), bytes.low),
		_mm256_cmpeq_epi8(_mm256_max_epu8(bytes.high, all(byte)), bytes.high) };
}

TARGET_AVX2 static inline struct pair both(struct pair a, struct pair b)
{
	return (struct pair){ _mm256_and_si256(a.low, b.low), _mm256_and_si256(a.high, b.high) };
}

TARGET_AVX2 static inline struct pair either(struct pair a, struct pair b)
{
	return (struct pair){ _mm256_or_si256(a.low, b.low), _mm256_or_si256(a.high, b.high) };
}

/* a where not b. */
TARGET_AVX2 static inline struct pair without(struct pair a, struct pair b)
{
	return (struct pair){ _mm256_andnot_si256(b.low, a.low), _mm256_andnot_si256(b.high, a.high) };
}

TARGET_AVX2 static inline struct pair choose(struct pair otherwise, struct pair value, struct pair where)
{
	return (struct pair){ _mm256_blendv_epi8(otherwise.low, value.low, where.low), _mm256_blendv_epi8(otherwise.high, value.high, where.high) };
}

/* The upper bit of each byte. */
TARGET_AVX2 static inline uint64_t bits_of(struct pair bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes.low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes.high) << 32;
}

/* Bits of a byte that are moved out of it reach the next. */
TARGET_AVX2 static inline struct pair left_by(struct pair bytes, int bits)
{
	return (struct pair){ _mm256_slli_epi16(bytes.low, bits), _mm256_slli_epi16(bytes.high, bits) };
}

/* The upper bits to memory, half by half: to put the halves together takes longer, and gcc takes them to vectors for it. */
TARGET_AVX2 static inline void put_bits(uint64_t *ret_bits, struct pair bytes)
{
	uint32_t halves[2] = { (uint32_t)_mm256_movemask_epi8(bytes.low), (uint32_t)_mm256_movemask_epi8(bytes.high) };
	memcpy(ret_bits, &halves[0], 4);
	memcpy((uint8_t *)ret_bits + 4, &halves[1], 4);
}

TARGET_AVX2 static inline void put_bit(uint64_t *ret_bits, struct pair bytes, int bit)
{
	put_bits(ret_bits, left_by(bytes, 7 - bit));
}

TARGET_AVX2 static inline __m256i sixteen(const uint8_t *table)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* By the lower six bits of bytes that are all above 0x7f where the result counts. */
TARGET_AVX2 static inline __m256i look_up_half(const __m256i tables[4], __m256i index)
{
	__m256i place = _mm256_and_si256(index, all(0x0f));
	__m256i by_16 = _mm256_slli_epi16(index, 3), by_32 = _mm256_slli_epi16(index, 2); /* bits 4 and 5 as the upper ones */
	__m256i first = _mm256_blendv_epi8(_mm256_shuffle_epi8(tables[0], place), _mm256_shuffle_epi8(tables[1], place), by_16);
	__m256i second = _mm256_blendv_epi8(_mm256_shuffle_epi8(tables[2], place), _mm256_shuffle_epi8(tables[3], place), by_16);
	return _mm256_blendv_epi8(first, second, by_32);
}

TARGET_AVX2 static inline struct pair look_up(const uint8_t *table, struct pair index)
{
	const __m256i tables[4] = { sixteen(table), sixteen(table + 16), sixteen(table + 32), sixteen(table + 48) };
	return (struct pair){ look_up_half(tables, index.low), look_up_half(tables, index.high) };
}

/* ---- whether it is UTF-8 ---- */

TARGET_AVX2 static inline __m256i upper_half(__m256i bytes)
{
	return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), all(0x0f));
}

/* What is wrong with 32 bytes of which not all are ASCII: 0 where nothing is. */
TARGET_AVX2 static inline __m256i wrong_half(__m256i here, __m256i before, __m256i before2, __m256i before3)
{
	__m256i named = _mm256_and_si256(_mm256_shuffle_epi8(sixteen(utf8_before_high), upper_half(before)),
	                                 _mm256_shuffle_epi8(sixteen(utf8_before_low), _mm256_and_si256(before, all(0x0f))));
	named = _mm256_and_si256(named, _mm256_shuffle_epi8(sixteen(utf8_here_high), upper_half(here)));
	__m256i continues = _mm256_or_si256(_mm256_subs_epu8(before2, all(UTF8_THIRD)), _mm256_subs_epu8(before3, all(UTF8_FOURTH)));
	return _mm256_xor_si256(named, _mm256_and_si256(continues, all(0x80)));
}

/* ---- what is not ASCII ---- */

struct points {
	const struct point_table *table;
	const uint8_t *text;
	struct pair here, before, before2, behind, behind2;
	struct pair folded, classes;
	__m256i wrong; /* anything but 0: the text is not UTF-8 */
};

/* As look_up of text_blocks_vbmi.c. */
TARGET_AVX2 static inline uint64_t read_block(struct points *points, int at)
{
	uint8_t first = points->text[at], second = points->text[at + 1];
	const struct point_block *block = point_block_of(points->table, first, second);
	struct pair begins = equal(points->here, first);
	if (first < 0xe0) {
		points->folded = choose(points->folded, look_up(block->lasts, points->here), equal(points->before, first));
		points->folded = choose(points->folded, look_up(block->leads, points->behind), begins);
		points->classes = choose(points->classes, look_up(block->classes, points->behind), begins);
		return bits_of(begins);
	}
	begins = both(begins, equal(points->behind, second));
	if (block->leads[0] != 0) {
		struct pair third = both(equal(points->before2, first), equal(points->before, second));
		points->folded = choose(points->folded, look_up(block->lasts, points->here), third);
	}
	points->classes = choose(points->classes, look_up(block->classes, points->behind2), begins);
	return bits_of(begins);
}

/* Han, Hangul and what has four bytes; returns where they begin. */
TARGET_AVX2 static inline uint64_t read_wide(struct points *points)
{
	struct pair here = points->here, behind = points->behind;
	struct pair han = without(at_least(here, HAN_FIRST), either(at_least(here, HAN_LAST + 1), both(equal(here, HAN_FIRST), equal(behind, HAN_NOT))));
	struct pair hangul = either(either(equal(here, 0xeb), equal(here, 0xec)),
	                            either(both(equal(here, 0xea), at_least(behind, 0xb0)), without(equal(here, 0xed), at_least(behind, 0x9e))));
	struct pair four = at_least(here, 0xf0);
	points->classes = choose(points->classes, (struct pair){ all(POINT_CHARACTER), all(POINT_CHARACTER) }, han);
	points->classes = choose(points->classes, (struct pair){ all(POINT_HANGUL), all(POINT_HANGUL) }, hangul);
	points->classes = choose(points->classes, (struct pair){ all(POINT_RARE), all(POINT_RARE) }, four);
	return bits_of(either(either(han, hangul), four));
}

TARGET_AVX2 __attribute__((noinline)) static void read_points(struct points *points, struct text_block *block)
{
	const uint8_t *text = points->text;
	points->before = load(text - 1);
	points->before2 = load(text - 2);
	points->behind = load(text + 1);
	points->behind2 = load(text + 2);
	struct pair before3 = load(text - 3);
	__m256i wrong = wrong_half(points->here.low, points->before.low, points->before2.low, before3.low);
	points->wrong = _mm256_or_si256(points->wrong, _mm256_or_si256(wrong, wrong_half(points->here.high, points->before.high, points->before2.high, before3.high)));
	uint64_t left = bits_of(at_least(points->here, 0xc0));
	uint64_t continuation = bits_of(points->here) & ~left;
	if ((continuation & 1) != 0) {
		int at = text[-1] >= 0xc0 ? -1 : -2;
		if (text[at] >= 0xc0 && text[at] < 0xf0)
			left &= ~read_block(points, at);
	}
	if (bits_of(at_least(points->here, HAN_FIRST)) != 0)
		left &= ~read_wide(points);
	while (left != 0)
		left &= ~read_block(points, __builtin_ctzll(left));
	put_bit(&block->letter, points->classes, 0);
	put_bit(&block->numeric, points->classes, 1);
	put_bit(&block->character, points->classes, 2);
	put_bit(&block->extend, points->classes, 3);
	put_bit(&block->mid_letter, points->classes, 4);
	put_bit(&block->mid_number, points->classes, 5);
	put_bit(&block->gap, points->classes, 6);
	put_bits(&block->rare, points->classes);
	block->continuation = continuation;
}

/* ---- ASCII ---- */

/* The class of an ASCII byte: the bits that the tables of both its halves have. Two classes need two rows of their own, for which
 * the bits of the classes that ASCII lacks stand in. */
enum { LATE_LETTER = POINT_CHARACTER, SEMICOLON = POINT_EXTEND };

static const uint8_t by_upper[16] = { 0, 0, POINT_MID_LETTER | POINT_MID_NUMBER | POINT_GAP, POINT_NUMERIC | SEMICOLON, POINT_LETTER,
	LATE_LETTER | POINT_RARE, POINT_LETTER, LATE_LETTER };
static const uint8_t by_lower[16] = {
	LATE_LETTER | POINT_NUMERIC,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC | POINT_QUOTE,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC, POINT_LETTER | LATE_LETTER | POINT_NUMERIC, POINT_LETTER | LATE_LETTER | POINT_NUMERIC,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC | POINT_MID_LETTER | POINT_MID_NUMBER,
	POINT_LETTER | LATE_LETTER | POINT_NUMERIC, POINT_LETTER | LATE_LETTER | POINT_NUMERIC,
	POINT_LETTER | LATE_LETTER,
	POINT_LETTER | SEMICOLON,
	POINT_LETTER | POINT_MID_NUMBER,
	POINT_LETTER,
	POINT_LETTER | POINT_MID_LETTER | POINT_MID_NUMBER,
	POINT_LETTER | POINT_RARE,
};

/* Those bits; none for a byte above 0x7f. */
TARGET_AVX2 static inline __m256i found_half(__m256i bytes)
{
	return _mm256_and_si256(_mm256_shuffle_epi8(sixteen(by_upper), upper_half(bytes)), _mm256_shuffle_epi8(sixteen(by_lower), bytes));
}

/* The classes themselves. */
TARGET_AVX2 static inline __m256i classes_half(__m256i bytes, __m256i found)
{
	__m256i none = _mm256_cmpeq_epi8(_mm256_or_si256(found, _mm256_and_si256(bytes, all(0x80))), _mm256_setzero_si256());
	__m256i late = _mm256_and_si256(_mm256_srli_epi16(found, 2), all(POINT_LETTER));
	__m256i semicolon = _mm256_and_si256(_mm256_slli_epi16(found, 2), all(POINT_MID_NUMBER));
	found = _mm256_andnot_si256(all(LATE_LETTER | SEMICOLON), found);
	return _mm256_or_si256(_mm256_or_si256(found, _mm256_and_si256(none, all(POINT_GAP))), _mm256_or_si256(late, semicolon));
}

/* A small letter for a capital one. */
TARGET_AVX2 static inline __m256i fold_half(__m256i bytes)
{
	__m256i from_a = _mm256_sub_epi8(bytes, all('A'));
	__m256i upper = _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, all(25)), from_a);
	return _mm256_or_si256(bytes, _mm256_and_si256(upper, all(0x20)));
}

/* A block of nothing but ASCII, from what was found. */
TARGET_AVX2 static inline void put_ascii(struct pair found, struct text_block *block)
{
	const struct pair zero = { _mm256_setzero_si256(), _mm256_setzero_si256() };
	struct pair none = { _mm256_cmpeq_epi8(found.low, zero.low), _mm256_cmpeq_epi8(found.high, zero.high) };
	put_bits(&block->letter, either(left_by(found, 7), left_by(found, 5)));
	put_bit(&block->numeric, found, 1);
	block->character = block->extend = block->continuation = 0;
	put_bit(&block->mid_letter, found, 4);
	put_bits(&block->mid_number, either(left_by(found, 2), left_by(found, 4)));
	put_bits(&block->gap, either(none, left_by(found, 1)));
	put_bits(&block->rare, found);
}

TARGET_AVX2 bool text_blocks_avx2(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks)
{
	struct points points;
	points.table = point_table();
	points.wrong = _mm256_setzero_si256();
	bool cut = false, right = true;
	for (size_t i = 0; i < blocks; i++) {
		const uint8_t *at = text + i * TEXT_BLOCK;
		struct pair here = load(at);
		struct pair folded = { fold_half(here.low), fold_half(here.high) };
		struct pair found = { found_half(here.low), found_half(here.high) };
		if (bits_of(here) == 0) {
			put_ascii(found, &ret_blocks[i]);
			right &= !cut;
			cut = false;
		} else {
			points.text = at;
			points.here = here;
			points.folded = folded;
			points.classes = (struct pair){ classes_half(here.low, found.low), classes_half(here.high, found.high) };
			read_points(&points, &ret_blocks[i]);
			folded = points.folded;
			cut = utf8_is_cut(at + TEXT_BLOCK);
		}
		_mm256_storeu_si256((__m256i *)(void *)(ret_folded + i * TEXT_BLOCK), folded.low);
		_mm256_storeu_si256((__m256i *)(void *)(ret_folded + i * TEXT_BLOCK + 32), folded.high);
	}
	return right && _mm256_testz_si256(points.wrong, points.wrong) != 0;
}

#endif
