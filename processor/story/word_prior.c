#include "word_prior.h"

#include "word_table.h"

__asm__(".pushsection .rodata\n"
	".balign 64\n"
	"parallax_word_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/words.bin\"\n"
	".popsection\n");
extern const struct word_table parallax_word_table __attribute__((visibility("hidden")));

static const uint32_t *line_at(uint32_t line)
{
	const struct word_table *table = &parallax_word_table;
	uint32_t head = (table->languages + 3) / 4 + 1; /* four languages are a line */
	return (const uint32_t *)(const void *)table + (size_t)(head + line) * WORD_TABLE_ENTRIES;
}

unsigned word_prior_section(uint64_t tag)
{
	const struct word_table *table = &parallax_word_table;
	for (uint32_t i = 0; i < table->languages; i++)
		if (table->language[i].tag == tag)
			return (unsigned)table->language[i].section;
	return WORD_TABLE_SCRIPTS;
}

void word_prior_prefetch(unsigned section, uint64_t key)
{
	__builtin_prefetch(line_at(word_table_line(word_table_hash(section, key), parallax_word_table.lines)));
}

double word_prior_share(unsigned section, uint64_t key)
{
	uint64_t hash = word_table_hash(section, key);
	uint32_t lines = parallax_word_table.lines, line = word_table_line(hash, lines);
	for (;; line = line + 1 == lines ? 0 : line + 1) { /* some line is not full */
		const uint32_t *entries = line_at(line);
		uint32_t found = 0;
#pragma GCC unroll 1 /* sixteen at once instead */
		for (uint32_t i = 0; i < WORD_TABLE_ENTRIES; i++)
			found |= entries[i] >> 8 == word_table_fingerprint(hash) ? entries[i] : 0;
		if (found != 0)
			return word_table_share((uint8_t)found);
		if (entries[WORD_TABLE_ENTRIES - 1] == 0)
			return 0.0;
	}
}
