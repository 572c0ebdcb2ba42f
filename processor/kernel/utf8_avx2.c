#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "text_blocks.h"
#include "utf8_tables.h"

TARGET_AVX2 static inline __m256i load(const uint8_t *at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

TARGET_AVX2 static inline __m256i look_up(const uint8_t *table, __m256i halves)
{
	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table)), halves);
}

TARGET_AVX2 static inline __m256i upper(__m256i bytes)
{
	return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

/* What is wrong with 32 bytes, of which not all are ASCII. */
TARGET_AVX2 static inline __m256i wrong(const uint8_t *text, __m256i here)
{
	__m256i before = load(text - 1);
	__m256i named = _mm256_and_si256(look_up(utf8_before_high, upper(before)),
	                                 look_up(utf8_before_low, _mm256_and_si256(before, _mm256_set1_epi8(15))));
	named = _mm256_and_si256(named, look_up(utf8_here_high, upper(here)));
	__m256i continues = _mm256_or_si256(_mm256_subs_epu8(load(text - 2), _mm256_set1_epi8(UTF8_THIRD)),
	                                    _mm256_subs_epu8(load(text - 3), _mm256_set1_epi8(UTF8_FOURTH)));
	return _mm256_xor_si256(named, _mm256_and_si256(continues, _mm256_set1_epi8((char)0x80)));
}

TARGET_AVX2 bool utf8_avx2(const uint8_t *text, size_t length)
{
	__m256i error = _mm256_setzero_si256();
	int high_before = 0;
	for (size_t at = 0; at <= length; at += 32) {
		__m256i here = load(text + at);
		int high = _mm256_movemask_epi8(here);
		if ((high | high_before) != 0)
			error = _mm256_or_si256(error, wrong(text + at, here));
		high_before = high;
	}
	return _mm256_testz_si256(error, error) != 0;
}

#endif
