#include "each_language.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_tsv(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');
	return end != NULL && strcmp(end, ".tsv") == 0;
}

int each_language(const char *named, void (*check)(const char *language, struct arena *arena))
{
	struct arena arena;
	struct dirent **files;
	arena_init(&arena, 1 << 20);
	int count = scandir(PARALLAX_TABLES_DIR "/lexicon", &files, is_tsv, alphasort);
	for (int i = 0; i < count; i++) {
		char language[16];
		snprintf(language, sizeof language, "%.*s", (int)strcspn(files[i]->d_name, "."), files[i]->d_name);
		if (named == NULL || strcmp(named, language) == 0)
			check(language, &arena);
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	arena_free(&arena);
	return count;
}
