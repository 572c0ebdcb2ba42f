#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "point_table.h"
#include "text_blocks.h"
#include "utf8_tables.h"

/* A table of 64 bytes is one register, and looking all 64 bytes of a block up in it is one instruction. */

/* A block and what stands around its bytes. */
struct around {
	const uint8_t *text;
	__m512i here, before, before2, behind, behind2;
};

TARGET_VBMI static inline __mmask64 equal(__m512i bytes, uint8_t byte)
{
	return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

TARGET_VBMI static inline __m512i load(const uint8_t *at)
{
	return _mm512_loadu_si512(at);
}

/* ---- whether it is UTF-8 ---- */

TARGET_VBMI static inline __m512i halves_of(const uint8_t *table, __m512i halves)
{
	return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)table)), halves);
}

TARGET_VBMI static inline __m512i upper_half(__m512i bytes)
{
	return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

/* What is wrong with a block of which not all is ASCII: 0 where nothing is. */
TARGET_VBMI static inline __m512i wrong(const struct around *around)
{
	__m512i before3 = load(around->text - 3);
	__m512i named = _mm512_and_si512(halves_of(utf8_before_high, upper_half(around->before)),
	                                 halves_of(utf8_before_low, _mm512_and_si512(around->before, _mm512_set1_epi8(15))));
	named = _mm512_and_si512(named, halves_of(utf8_here_high, upper_half(around->here)));
	__m512i continues = _mm512_or_si512(_mm512_subs_epu8(around->before2, _mm512_set1_epi8(UTF8_THIRD)),
	                                    _mm512_subs_epu8(before3, _mm512_set1_epi8(UTF8_FOURTH)));
	return _mm512_xor_si512(named, _mm512_and_si512(continues, _mm512_set1_epi8((char)0x80)));
}

/* ---- what is not ASCII ---- */

/* Every code point of the block whose bytes but the last are those at text[at]; returns where they begin. */
TARGET_VBMI static inline __mmask64 look_up(const struct point_table *table, const struct around *around, int at, __m512i *folded, __m512i *classes)
{
	uint8_t first = around->text[at], second = around->text[at + 1];
	const struct point_block *block = point_block_of(table, first, second);
	__m512i lasts = load(block->lasts), class = load(block->classes);
	__mmask64 begins = equal(around->here, first);
	if (first < 0xe0) {
		*folded = _mm512_mask_permutexvar_epi8(*folded, equal(around->before, first), around->here, lasts);
		*folded = _mm512_mask_permutexvar_epi8(*folded, begins, around->behind, load(block->leads));
		*classes = _mm512_mask_permutexvar_epi8(*classes, begins, around->behind, class);
		return begins;
	}
	begins &= equal(around->behind, second);
	if (block->leads[0] != 0) {
		__mmask64 third = equal(around->before2, first) & equal(around->before, second);
		*folded = _mm512_mask_permutexvar_epi8(*folded, third, around->here, lasts);
	}
	*classes = _mm512_mask_permutexvar_epi8(*classes, begins, around->behind2, class);
	return begins;
}

/* Returns what is wrong with the block. */
TARGET_VBMI __attribute__((noinline)) static __m512i read_points(const struct point_table *table, const uint8_t *text, __m512i here, __mmask64 high,
                                                               __m512i *folded, __m512i *classes, uint64_t *ret_continuation)
{
	struct around around = { text, here, load(text - 1), load(text - 2), load(text + 1), load(text + 2) };
	__mmask64 leads = _mm512_cmpge_epu8_mask(here, _mm512_set1_epi8((char)0xc0));
	__mmask64 left = leads;
	*ret_continuation = high & ~leads;
	*classes = _mm512_maskz_mov_epi8(~high, *classes);
	if ((*ret_continuation & 1) != 0) { /* the last bytes of a code point that began before */
		int at = text[-1] >= 0xc0 ? -1 : -2;
		if (text[at] >= 0xc0 && text[at] < 0xf0)
			left &= ~look_up(table, &around, at, folded, classes);
	}
	__mmask64 wide = _mm512_cmpge_epu8_mask(here, _mm512_set1_epi8((char)HAN_FIRST)) & left;
	if (wide != 0) {
		__mmask64 han = wide & _mm512_cmple_epu8_mask(here, _mm512_set1_epi8((char)HAN_LAST)) &
		                ~(equal(here, HAN_FIRST) & equal(around.behind, HAN_NOT));
		__mmask64 hangul = equal(here, 0xeb) | equal(here, 0xec) |
		                   (equal(here, 0xea) & _mm512_cmpge_epu8_mask(around.behind, _mm512_set1_epi8((char)0xb0))) |
		                   (equal(here, 0xed) & _mm512_cmplt_epu8_mask(around.behind, _mm512_set1_epi8((char)0x9e)));
		__mmask64 four = _mm512_cmpge_epu8_mask(here, _mm512_set1_epi8((char)0xf0));
		*classes = _mm512_mask_mov_epi8(*classes, han, _mm512_set1_epi8(POINT_CHARACTER));
		*classes = _mm512_mask_mov_epi8(*classes, hangul, _mm512_set1_epi8(POINT_HANGUL));
		*classes = _mm512_mask_mov_epi8(*classes, four, _mm512_set1_epi8((char)POINT_RARE));
		left &= ~(han | hangul | four);
	}
	while (left != 0)
		left &= ~look_up(table, &around, __builtin_ctzll(left), folded, classes);
	return wrong(&around);
}

TARGET_VBMI bool text_blocks_vbmi(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks)
{
	const struct point_table *table = point_table();
	__m512i low = load(point_ascii), high_half = load(point_ascii + 64), error = _mm512_setzero_si512();
	bool cut = false, right = true;
	for (size_t i = 0; i < blocks; i++) {
		const uint8_t *at = text + i * TEXT_BLOCK;
		struct text_block *block = &ret_blocks[i];
		__m512i here = load(at);
		__m512i classes = _mm512_permutex2var_epi8(low, here, high_half);
		__mmask64 upper = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(here, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
		__m512i folded = _mm512_or_si512(here, _mm512_maskz_mov_epi8(upper, _mm512_set1_epi8(0x20)));
		__mmask64 high = _mm512_movepi8_mask(here);
		block->continuation = block->character = block->extend = 0; /* which ASCII has none of */
		right &= high != 0 || !cut;
		cut = false;
		if (high != 0) {
			__m512i points[2] = { folded, classes }; /* what has an address leaves the registers */
			error = _mm512_or_si512(error, read_points(table, at, here, high, &points[0], &points[1], &block->continuation));
			folded = points[0];
			classes = points[1];
			cut = utf8_is_cut(at + TEXT_BLOCK);
			block->character = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_CHARACTER));
			block->extend = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_EXTEND));
		}
		_mm512_storeu_si512(ret_folded + i * TEXT_BLOCK, folded);
		block->letter = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_LETTER));
		block->numeric = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_NUMERIC));
		block->mid_letter = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_MID_LETTER));
		block->mid_number = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_MID_NUMBER));
		block->gap = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(POINT_GAP));
		block->rare = _mm512_movepi8_mask(classes);
	}
	return right && _mm512_test_epi8_mask(error, error) == 0;
}

#endif
