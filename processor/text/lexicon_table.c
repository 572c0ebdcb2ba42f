#include "lexicon_table.h"

#include "hash.h"
#include "lexicon_read.h"

/* The table is read where the linker puts it. */
__asm__(".pushsection .rodata\n"
	".balign 64\n"
	".globl parallax_lexicon_table\n"
	".hidden parallax_lexicon_table\n"
	"parallax_lexicon_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/lexicon.bin\"\n"
	"parallax_lexicon_table_end:\n"
	".byte 0\n"
	".popsection\n");
extern const uint8_t parallax_lexicon_table_end[] __attribute__((visibility("hidden")));

bool lexicon_intact(void)
{
	const struct lexicon_table *table = lexicon_table();
	size_t bytes = (size_t)(parallax_lexicon_table_end - parallax_lexicon_table);
	size_t covered = offsetof(struct lexicon_table, bytes);
	return bytes > sizeof(*table) && memcmp(table->magic, LEXICON_MAGIC, sizeof(table->magic)) == 0 &&
	       table->bytes == bytes && table->checksum == hash_bytes(bytes_of(parallax_lexicon_table + covered, bytes - covered));
}
