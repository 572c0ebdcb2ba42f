#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>
#include <stdbool.h>

#include "fss32_throw.h"

/* The first two throws a bin are thrown one after the other, as everywhere. Rounds after that are computed four throws at a
 * time, and only what falls into an empty bin is taken up; see fss32_avx2.c. */

#define LANES 4
#define PACKED_MAX 1024
#define THROWS_A_BATCH 256

struct packed {
	uint32_t shingles[PACKED_MAX];
	size_t registers;
};

static void pack(const uint64_t *shingles, size_t count, struct packed *ret_packed)
{
	ret_packed->registers = (count + LANES - 1) / LANES;
	for (size_t i = 0; i < ret_packed->registers * LANES; i++)
		ret_packed->shingles[i] = (uint32_t)shingles[i < count ? i : 0];
}

/* A byte of ones for each empty bin. */
static bool look(const uint32_t *values, uint8_t empty[TEXT_SKETCH_K])
{
	uint32x4_t any = vdupq_n_u32(0);
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin += 8) {
		uint32x4_t low = vceqq_u32(vld1q_u32(values + bin), vdupq_n_u32(SKETCH_NONE));
		uint32x4_t high = vceqq_u32(vld1q_u32(values + bin + 4), vdupq_n_u32(SKETCH_NONE));
		any = vorrq_u32(any, vorrq_u32(low, high));
		vst1_u8(empty + bin, vmovn_u16(vcombine_u16(vmovn_u32(low), vmovn_u32(high))));
	}
	return vmaxvq_u32(any) != 0;
}

static void throw_some(const struct packed *packed, uint32_t round, const uint8_t empty[TEXT_SKETCH_K], uint32_t *values)
{
	uint32_t tag = round << FSS32_RANK_BITS;
	uint8x16x4_t low = { { vld1q_u8(empty), vld1q_u8(empty + 16), vld1q_u8(empty + 32), vld1q_u8(empty + 48) } };
	uint8x16x4_t high = { { vld1q_u8(empty + 64), vld1q_u8(empty + 80), vld1q_u8(empty + 96), vld1q_u8(empty + 112) } };
	for (size_t i = 0; i < packed->registers; i++) {
		uint32x4_t m = vmulq_n_u32(vld1q_u32(packed->shingles + i * LANES), multipliers[round]);
		/* The lowest byte of a lane looks its bin up; the others look up bin 0 and are taken off. */
		uint8x16_t bin = vreinterpretq_u8_u32(vshrq_n_u32(m, FSS32_BIN_SHIFT));
		uint8x16_t hit = vqtbx4q_u8(vqtbl4q_u8(low, bin), high, vsubq_u8(bin, vdupq_n_u8(64)));
		uint32x4_t hits = vandq_u32(vreinterpretq_u32_u8(hit), vdupq_n_u32(1));
		if (vmaxvq_u32(hits) == 0)
			continue;
		uint32_t products[LANES], lanes[LANES];
		vst1q_u32(products, m);
		vst1q_u32(lanes, hits);
		for (size_t k = 0; k < LANES; k++)
			if (lanes[k] != 0)
				fss32_keep(values, products[k] >> FSS32_BIN_SHIFT, tag | (products[k] & FSS32_RANK_MASK));
	}
}

static void throw_few(const uint64_t *shingles, size_t count, uint32_t round, uint32_t *values)
{
	struct packed packed;
	uint8_t empty[TEXT_SKETCH_K];
	pack(shingles, count, &packed);
	while (look(values, empty)) {
		if (round == FSS32_ROUNDS) {
			fss32_last_resort(shingles, count, values);
			return;
		}
		for (size_t thrown = 0; thrown < THROWS_A_BATCH && round < FSS32_ROUNDS; thrown += count)
			throw_some(&packed, round++, empty, values);
	}
}

void fss32_neon(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	uint32_t round = 0;
	uint8_t empty[TEXT_SKETCH_K];
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		ret_values[bin] = SKETCH_NONE;
	for (size_t thrown = 0; thrown < THROWS_A_BATCH && round < FSS32_ROUNDS; thrown += count)
		fss32_throw_all(shingles, count, round++, ret_values);
	if (count <= PACKED_MAX && look(ret_values, empty)) {
		throw_few(shingles, count, round, ret_values);
		return;
	}
	while (look(ret_values, empty) && round < FSS32_ROUNDS)
		fss32_throw_all(shingles, count, round++, ret_values);
	if (look(ret_values, empty))
		fss32_last_resort(shingles, count, ret_values);
}

#endif
