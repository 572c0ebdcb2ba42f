#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "point_table.h"
#include "text_blocks.h"
#include "utf8_tables.h"

/* A block is four registers, and so is a table of 64 bytes: looking 16 bytes up in it is one instruction. */

struct four {
	uint8x16_t at[4];
};

static inline struct four load(const uint8_t *from)
{
	return (struct four){ { vld1q_u8(from), vld1q_u8(from + 16), vld1q_u8(from + 32), vld1q_u8(from + 48) } };
}

/* A bit for each byte that has all bits set. */
static inline uint64_t bits_of(struct four masks)
{
	static const uint8_t weights[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
	uint8x16_t weight = vld1q_u8(weights);
	uint8x16_t low = vpaddq_u8(vandq_u8(masks.at[0], weight), vandq_u8(masks.at[1], weight));
	uint8x16_t high = vpaddq_u8(vandq_u8(masks.at[2], weight), vandq_u8(masks.at[3], weight));
	uint8x16_t sum = vpaddq_u8(low, high);
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

#define EACH(expression)                             \
	({                                           \
		struct four result_;                 \
		for (int i = 0; i < 4; i++)          \
			result_.at[i] = (expression); \
		result_;                             \
	})

static inline struct four equal(struct four bytes, uint8_t byte)
{
	return EACH(vceqq_u8(bytes.at[i], vdupq_n_u8(byte)));
}

static inline struct four at_least(struct four bytes, uint8_t byte)
{
	return EACH(vcgeq_u8(bytes.at[i], vdupq_n_u8(byte)));
}

static inline struct four both(struct four a, struct four b)
{
	return EACH(vandq_u8(a.at[i], b.at[i]));
}

static inline struct four either(struct four a, struct four b)
{
	return EACH(vorrq_u8(a.at[i], b.at[i]));
}

static inline struct four without(struct four a, struct four b)
{
	return EACH(vbicq_u8(a.at[i], b.at[i]));
}

static inline struct four choose(struct four otherwise, struct four value, struct four where)
{
	return EACH(vbslq_u8(where.at[i], value.at[i], otherwise.at[i]));
}

static inline struct four all(uint8_t byte)
{
	uint8x16_t bytes = vdupq_n_u8(byte);
	return (struct four){ { bytes, bytes, bytes, bytes } };
}

static inline uint64_t bit_of(struct four bytes, uint8_t bit)
{
	return bits_of(EACH(vtstq_u8(bytes.at[i], vdupq_n_u8(bit))));
}

/* By the lower six bits. */
static inline struct four look_up(const uint8_t *table, struct four index)
{
	uint8x16x4_t tables = { { vld1q_u8(table), vld1q_u8(table + 16), vld1q_u8(table + 32), vld1q_u8(table + 48) } };
	return EACH(vqtbl4q_u8(tables, vandq_u8(index.at[i], vdupq_n_u8(63))));
}

/* ---- what is not ASCII: as text_blocks_avx2.c ---- */

struct points {
	const struct point_table *table;
	const uint8_t *text;
	struct four here, before, before2, behind, behind2;
	struct four folded, classes;
	uint8x16_t wrong; /* anything but 0: the text is not UTF-8 */
};

static uint64_t read_block(struct points *points, int at)
{
	uint8_t first = points->text[at], second = points->text[at + 1];
	const struct point_block *block = point_block_of(points->table, first, second);
	struct four begins = equal(points->here, first);
	if (first < 0xe0) {
		points->folded = choose(points->folded, look_up(block->lasts, points->here), equal(points->before, first));
		points->folded = choose(points->folded, look_up(block->leads, points->behind), begins);
		points->classes = choose(points->classes, look_up(block->classes, points->behind), begins);
		return bits_of(begins);
	}
	begins = both(begins, equal(points->behind, second));
	if (block->leads[0] != 0) {
		struct four third = both(equal(points->before2, first), equal(points->before, second));
		points->folded = choose(points->folded, look_up(block->lasts, points->here), third);
	}
	points->classes = choose(points->classes, look_up(block->classes, points->behind2), begins);
	return bits_of(begins);
}

static uint64_t read_wide(struct points *points)
{
	struct four here = points->here, behind = points->behind;
	struct four han = without(at_least(here, HAN_FIRST), either(at_least(here, HAN_LAST + 1), both(equal(here, HAN_FIRST), equal(behind, HAN_NOT))));
	struct four hangul = either(either(equal(here, 0xeb), equal(here, 0xec)),
	                            either(both(equal(here, 0xea), at_least(behind, 0xb0)), without(equal(here, 0xed), at_least(behind, 0x9e))));
	struct four rare = at_least(here, 0xf0);
	points->classes = choose(points->classes, all(POINT_CHARACTER), han);
	points->classes = choose(points->classes, all(POINT_HANGUL), hangul);
	points->classes = choose(points->classes, all(POINT_RARE), rare);
	return bits_of(either(either(han, hangul), rare));
}

/* What is wrong with 16 bytes of which not all are ASCII: 0 where nothing is. */
static inline uint8x16_t wrong(uint8x16_t here, uint8x16_t before, uint8x16_t before2, uint8x16_t before3)
{
	uint8x16_t named = vandq_u8(vqtbl1q_u8(vld1q_u8(utf8_before_high), vshrq_n_u8(before, 4)),
	                            vqtbl1q_u8(vld1q_u8(utf8_before_low), vandq_u8(before, vdupq_n_u8(15))));
	named = vandq_u8(named, vqtbl1q_u8(vld1q_u8(utf8_here_high), vshrq_n_u8(here, 4)));
	uint8x16_t continues = vorrq_u8(vqsubq_u8(before2, vdupq_n_u8(UTF8_THIRD)), vqsubq_u8(before3, vdupq_n_u8(UTF8_FOURTH)));
	return veorq_u8(named, vandq_u8(continues, vdupq_n_u8(0x80)));
}

static __attribute__((noinline)) uint64_t read_points(struct points *points)
{
	const uint8_t *text = points->text;
	points->before = load(text - 1);
	points->before2 = load(text - 2);
	points->behind = load(text + 1);
	points->behind2 = load(text + 2);
	for (int i = 0; i < 4; i++)
		points->wrong = vorrq_u8(points->wrong, wrong(points->here.at[i], points->before.at[i], points->before2.at[i], vld1q_u8(text - 3 + 16 * i)));
	uint64_t left = bits_of(at_least(points->here, 0xc0));
	uint64_t continuation = bits_of(at_least(points->here, 0x80)) & ~left;
	if ((continuation & 1) != 0) {
		int at = text[-1] >= 0xc0 ? -1 : -2;
		if (text[at] >= 0xc0 && text[at] < 0xf0)
			left &= ~read_block(points, at);
	}
	if (bits_of(at_least(points->here, HAN_FIRST)) != 0)
		left &= ~read_wide(points);
	while (left != 0)
		left &= ~read_block(points, __builtin_ctzll(left));
	return continuation;
}

/* ---- ASCII ---- */

/* A look-up by seven bits is two by six. */
static inline struct four ascii_classes(struct four here)
{
	struct four low = look_up(point_ascii, here), high = look_up(point_ascii + 64, here);
	return both(choose(low, high, at_least(here, 64)), without(all(0xff), at_least(here, 0x80)));
}

bool text_blocks_neon(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks)
{
	struct points points = { .table = point_table(), .wrong = vdupq_n_u8(0) };
	bool cut = false, right = true;
	for (size_t i = 0; i < blocks; i++) {
		struct text_block *block = &ret_blocks[i];
		points.text = text + i * TEXT_BLOCK;
		points.here = load(points.text);
		points.classes = ascii_classes(points.here);
		struct four upper = without(at_least(points.here, 'A'), at_least(points.here, 'Z' + 1));
		points.folded = either(points.here, both(upper, all(0x20)));
		block->continuation = 0;
		if (bits_of(at_least(points.here, 0x80)) != 0) {
			block->continuation = read_points(&points);
			cut = utf8_is_cut(points.text + TEXT_BLOCK);
		} else {
			right &= !cut;
			cut = false;
		}
		for (int k = 0; k < 4; k++)
			vst1q_u8(ret_folded + i * TEXT_BLOCK + 16 * k, points.folded.at[k]);
		block->letter = bit_of(points.classes, POINT_LETTER);
		block->numeric = bit_of(points.classes, POINT_NUMERIC);
		block->character = bit_of(points.classes, POINT_CHARACTER);
		block->extend = bit_of(points.classes, POINT_EXTEND);
		block->mid_letter = bit_of(points.classes, POINT_MID_LETTER);
		block->mid_number = bit_of(points.classes, POINT_MID_NUMBER);
		block->gap = bit_of(points.classes, POINT_GAP);
		block->rare = bit_of(points.classes, POINT_RARE);
	}
	return right && vmaxvq_u8(points.wrong) == 0;
}

#endif
