#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "fss32_rounds.h"

#define LANES 4

static inline uint32x4_t product(const struct fss32_packed *packed, size_t i, uint32_t round)
{
	return vmulq_n_u32(vld1q_u32(packed->shingles + i), multipliers[round]);
}

static inline uint32x4_t bin_of(uint32x4_t m)
{
	return vshrq_n_u32(m, FSS32_BIN_SHIFT);
}

/* What a throw brings to its bin. */
static inline uint32x4_t value_of(uint32x4_t m, uint32_t round)
{
	return vorrq_u32(vandq_u32(m, vdupq_n_u32(FSS32_RANK_MASK)), vdupq_n_u32(round << FSS32_RANK_BITS));
}

/* A bit for each of 64 values that is empty. */
static uint64_t look_at(const uint32_t *values)
{
	const uint8x8_t bits = vcreate_u8(0x8040201008040201u);
	uint64_t empty = 0;
	for (size_t i = 0; i < 64; i += 8) {
		uint32x4_t low = vceqq_u32(vld1q_u32(values + i), vdupq_n_u32(SKETCH_NONE));
		uint32x4_t high = vceqq_u32(vld1q_u32(values + i + 4), vdupq_n_u32(SKETCH_NONE));
		uint8x8_t none = vmovn_u16(vcombine_u16(vmovn_u32(low), vmovn_u32(high)));
		empty |= (uint64_t)vaddv_u8(vand_u8(none, bits)) << i;
	}
	return empty;
}

static struct fss32_empty look(const uint32_t values[TEXT_SKETCH_K])
{
	return (struct fss32_empty){ look_at(values), look_at(values + 64) };
}

static void note_all(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_notes *ret_notes)
{
	size_t at = 0;
	for (uint32_t round = first; round < end; round++, at += packed->count) {
		for (size_t i = 0; i < packed->count; i += LANES) {
			uint32x4_t m = product(packed, i, round);
			vst1q_u32(ret_notes->bins + at + i, bin_of(m));
			vst1q_u32(ret_notes->values + at + i, value_of(m, round));
		}
	}
	ret_notes->count = at;
}

/* A register in which nothing hits is passed over; of the others each lane is written, and stays when it hit. What stands
 * again behind the last shingle may be noted too: a set does not mind. */
static void note_some(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_empty empty,
	struct fss32_notes *ret_notes)
{
	const uint8x16_t map = vcombine_u8(vcreate_u8(empty.low), vcreate_u8(empty.high));
	const uint8x16_t bits = vcombine_u8(vcreate_u8(0x8040201008040201u), vcreate_u8(0));
	size_t count = 0;
	for (uint32_t round = first; round < end; round++) {
		for (size_t i = 0; i < packed->count; i += LANES) {
			uint32x4_t m = product(packed, i, round), bin = bin_of(m);
			/* The lowest byte of a lane looks its bin up, the others something else: they are taken off. */
			uint8x16_t byte = vqtbl1q_u8(map, vreinterpretq_u8_u32(vshrq_n_u32(bin, 3)));
			uint8x16_t bit = vqtbl1q_u8(bits, vreinterpretq_u8_u32(vandq_u32(bin, vdupq_n_u32(7))));
			uint32x4_t hits = vandq_u32(vreinterpretq_u32_u8(vtstq_u8(byte, bit)), vdupq_n_u32(1));
			if (vmaxvq_u32(hits) == 0)
				continue;
			uint32_t hit[LANES], bins[LANES], values[LANES];
			vst1q_u32(hit, hits);
			vst1q_u32(bins, bin);
			vst1q_u32(values, value_of(m, round));
			for (size_t k = 0; k < LANES; k++) {
				ret_notes->bins[count] = bins[k];
				ret_notes->values[count] = values[k];
				count += hit[k];
			}
		}
	}
	ret_notes->count = count;
}

static uint32_t least(const struct fss32_packed *packed, uint32_t factor)
{
	uint32x4_t four = vdupq_n_u32(UINT32_MAX);
	for (size_t i = 0; i < packed->count; i += LANES)
		four = vminq_u32(four, vmulq_n_u32(vld1q_u32(packed->shingles + i), factor));
	return vminvq_u32(four);
}

static const struct fss32_loops loops = { fss32_throw_first_plain, fss32_take_up_plain, look, note_all, note_some, least, minhash_neon };

void fss32_neon(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES)
		vst1q_u32(ret_values + bin, vdupq_n_u32(SKETCH_NONE));
	fss32_rounds(&loops, shingles, count, ret_values);
}

#endif
