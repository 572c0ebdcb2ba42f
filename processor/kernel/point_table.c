#include "point_table.h"

__asm__(".pushsection .rodata\n"
	".balign 64\n"
	"parallax_point_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/points.bin\"\n"
	".popsection\n");
extern const struct point_table parallax_point_table __attribute__((visibility("hidden")));

const struct point_table *point_table(void)
{
	return &parallax_point_table;
}
