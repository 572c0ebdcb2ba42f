#include "name_sounds.h"

/* The compiled table of processor/tables/make/han_table.c: a byte for each of U+4E00…U+9FFF. */
__asm__(".pushsection .rodata\n"
	".balign 16\n"
	"parallax_han_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/han.bin\"\n"
	".popsection\n");
extern const uint8_t parallax_han_table[] __attribute__((visibility("hidden")));

#define HAN_FIRST 0x4e00u
#define HAN_LAST 0x9fffu
#define HAN_CLASS 0x0fu
#define HAN_NASAL 0x10u
#define HAN_TRANSCRIBES 0x20u
#define HAN_LIQUID 0x40u

static const uint8_t coarse_classes[HAN_CLASS + 1] = { H, P, P, T, K, S, M, N, L, L };

bool name_skeleton_add_han(uint32_t point, bool liquid, uint64_t *skeleton)
{
	uint8_t entry = point - HAN_FIRST <= HAN_LAST - HAN_FIRST ? parallax_han_table[point - HAN_FIRST] : 0;
	if ((entry & HAN_TRANSCRIBES) == 0)
		return false;
	*skeleton = skeleton_add(*skeleton, liquid && (entry & HAN_LIQUID) != 0 ? L : coarse_classes[entry & HAN_CLASS]);
	*skeleton = skeleton_add(*skeleton, (entry & HAN_NASAL) != 0 ? N : H);
	return true;
}
