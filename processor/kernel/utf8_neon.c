#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "text_blocks.h"
#include "utf8_tables.h"

/* What is wrong with 16 bytes, of which not all are ASCII. */
static inline uint8x16_t wrong(const uint8_t *text, uint8x16_t here)
{
	uint8x16_t before = vld1q_u8(text - 1);
	uint8x16_t named = vandq_u8(vqtbl1q_u8(vld1q_u8(utf8_before_high), vshrq_n_u8(before, 4)),
	                            vqtbl1q_u8(vld1q_u8(utf8_before_low), vandq_u8(before, vdupq_n_u8(15))));
	named = vandq_u8(named, vqtbl1q_u8(vld1q_u8(utf8_here_high), vshrq_n_u8(here, 4)));
	uint8x16_t continues = vorrq_u8(vqsubq_u8(vld1q_u8(text - 2), vdupq_n_u8(UTF8_THIRD)), vqsubq_u8(vld1q_u8(text - 3), vdupq_n_u8(UTF8_FOURTH)));
	return veorq_u8(named, vandq_u8(continues, vdupq_n_u8(0x80)));
}

bool utf8_neon(const uint8_t *text, size_t length)
{
	uint8x16_t error = vdupq_n_u8(0);
	uint8_t most_before = 0;
	for (size_t at = 0; at <= length; at += 16) {
		uint8x16_t here = vld1q_u8(text + at);
		uint8_t most = vmaxvq_u8(here);
		if (most >= 0x80 || most_before >= 0x80)
			error = vorrq_u8(error, wrong(text + at, here));
		most_before = most;
	}
	return vmaxvq_u8(error) == 0;
}

#endif
