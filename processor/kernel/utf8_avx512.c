#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "text_blocks.h"
#include "utf8_tables.h"

TARGET_AVX512 static inline __m512i look_up(const uint8_t *table, __m512i halves)
{
	return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)table)), halves);
}

TARGET_AVX512 static inline __m512i upper(__m512i bytes)
{
	return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

/* What is wrong with 64 bytes, of which not all are ASCII. */
TARGET_AVX512 static inline __m512i wrong(const uint8_t *text, __m512i here)
{
	__m512i before = _mm512_loadu_si512(text - 1), before2 = _mm512_loadu_si512(text - 2), before3 = _mm512_loadu_si512(text - 3);
	__m512i named = _mm512_and_si512(look_up(utf8_before_high, upper(before)),
	                                 look_up(utf8_before_low, _mm512_and_si512(before, _mm512_set1_epi8(15))));
	named = _mm512_and_si512(named, look_up(utf8_here_high, upper(here)));
	__m512i continues = _mm512_or_si512(_mm512_subs_epu8(before2, _mm512_set1_epi8(UTF8_THIRD)),
	                                    _mm512_subs_epu8(before3, _mm512_set1_epi8(UTF8_FOURTH)));
	return _mm512_xor_si512(named, _mm512_and_si512(continues, _mm512_set1_epi8((char)0x80)));
}

TARGET_AVX512 bool utf8_avx512(const uint8_t *text, size_t length)
{
	__m512i error = _mm512_setzero_si512();
	uint64_t high_before = 0;
	for (size_t at = 0; at <= length; at += TEXT_BLOCK) {
		__m512i here = _mm512_loadu_si512(text + at);
		uint64_t high = _mm512_movepi8_mask(here);
		if ((high | high_before) != 0)
			error = _mm512_or_si512(error, wrong(text + at, here));
		high_before = high;
	}
	return _mm512_test_epi8_mask(error, error) == 0;
}

#endif
