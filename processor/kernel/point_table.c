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

#define BETWEEN(byte, first, last) ((byte) >= (first) && (byte) <= (last))
#define CLASS(byte)                                                                            \
	(BETWEEN((byte) | 0x20, 'a', 'z')             ? POINT_LETTER                               \
	 : BETWEEN(byte, '0', '9')                    ? POINT_NUMERIC                              \
	 : (byte) == '.' || (byte) == '\''            ? POINT_MID_LETTER | POINT_MID_NUMBER        \
	 : (byte) == ',' || (byte) == ';'             ? POINT_MID_NUMBER                           \
	 : (byte) == '"'                              ? POINT_QUOTE                                \
	 : (byte) == '_'                              ? POINT_RARE                                 \
	                                              : POINT_GAP)
#define CLASSES_4(byte) CLASS(byte), CLASS((byte) + 1), CLASS((byte) + 2), CLASS((byte) + 3)
#define CLASSES_16(byte) CLASSES_4(byte), CLASSES_4((byte) + 4), CLASSES_4((byte) + 8), CLASSES_4((byte) + 12)
#define CLASSES_64(byte) CLASSES_16(byte), CLASSES_16((byte) + 16), CLASSES_16((byte) + 32), CLASSES_16((byte) + 48)

const uint8_t point_ascii[128] = { CLASSES_64(0), CLASSES_64(64) };
