#include "name_key.h"
#include "utf8.h"

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

static const char classes[] = " PFTKSMNLR";

/* True for a Han character that foreign names are transcribed with. */
static bool transcribes(uint32_t code_point)
{
	return code_point >= HAN_FIRST && code_point <= HAN_LAST &&
	       (parallax_han_table[code_point - HAN_FIRST] & HAN_TRANSCRIBES) != 0;
}

void name_skeleton_han(struct bytes norm, bool liquid, char ret_coarse[NAME_SKELETON_MAX + 1])
{
	size_t length = 0;
	ret_coarse[0] = 0;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		if (!transcribes(point)) {
			ret_coarse[0] = 0;
			return;
		}
		uint8_t entry = parallax_han_table[point - HAN_FIRST];
		char sounds[2] = { liquid && (entry & HAN_LIQUID) != 0 ? 'L' : classes[entry & HAN_CLASS], (entry & HAN_NASAL) != 0 ? 'N' : ' ' };
		for (size_t i = 0; i < 2; i++) {
			char class = sounds[i] == 'F' ? 'P' : sounds[i] == 'R' ? 'L' : sounds[i];
			bool repeats = length > 0 && ret_coarse[length - 1] == class;
			if (class != ' ' && !repeats && length < NAME_SKELETON_MAX)
				ret_coarse[length++] = class;
		}
		ret_coarse[length] = 0;
	}
}
