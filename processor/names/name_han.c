#include "name_sounds.h"
#include "han_table.h"

__asm__(".pushsection .rodata\n"
	".balign 16\n"
	".globl parallax_han_table\n"
	".hidden parallax_han_table\n"
	"parallax_han_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/han.bin\"\n"
	".popsection\n");

static const uint8_t coarse_classes[HAN_CLASS + 1] = { H, P, P, T, K, S, M, N, L, L };

bool name_skeleton_add_han(uint32_t point, bool liquid, uint64_t *skeleton)
{
	uint8_t entry = han_entry(point), class = liquid && (entry & HAN_LIQUID) != 0 ? L : coarse_classes[entry & HAN_CLASS];
	if ((entry & HAN_TRANSCRIBES) == 0)
		return false;
	if (class != H)
		*skeleton = skeleton_add(*skeleton, class);
	if ((entry & HAN_NASAL) != 0)
		*skeleton = skeleton_add(*skeleton, N);
	return true;
}
