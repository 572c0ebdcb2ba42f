/* Numbers as the languages of wires write them: every line of numbers.tsv is a language, a sentence and its figures. */
#include "figures.h"

#include <stdlib.h>

#include "check_that.h"
#include "read_text.h"

#define NEWS CLOCK_DAY * 20163 /* 2025-03-16 */
#define LINE_MAX_BYTES 2048
#define LANGUAGES_MIN 30

static void check_line(unsigned number, char *line, struct arena *arena)
{
	char *rest = NULL, told[LINE_MAX_BYTES];
	char *language = strtok_r(line, "\t", &rest), *sentence = strtok_r(NULL, "\t", &rest), *expected = strtok_r(NULL, "\t", &rest);
	if (!CHECK_THAT(expected != NULL))
		return;
	struct arena_mark mark = arena_mark(arena);
	struct read_text text;
	read_text(language, NULL, sentence, NEWS, arena, &text);
	figures_tell(&text, told, sizeof told);
	if (!CHECK_THAT(strcmp(told, expected) == 0))
		fprintf(stderr, "  numbers.tsv:%u %s: %s\n    expected %s\n    read     %s\n", number, language, sentence, expected, told);
	arena_rewind(arena, mark);
}

int main(void)
{
	static char line[LINE_MAX_BYTES], languages[LINE_MAX_BYTES];
	struct arena arena;
	unsigned number = 0, seen = 0;
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/claims/numbers.tsv", "r");
	if (!CHECK_THAT(file != NULL))
		return check_that_result();
	arena_init(&arena, 1 << 20);
	while (fgets(line, sizeof line, file) != NULL) {
		char tag[16];
		number++;
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		snprintf(tag, sizeof tag, " %.*s ", (int)strcspn(line, "\t") < 8 ? (int)strcspn(line, "\t") : 8, line);
		if (strstr(languages, tag) == NULL) {
			seen++;
			snprintf(languages + strlen(languages), sizeof languages - strlen(languages), "%s", tag);
		}
		check_line(number, line, &arena);
	}
	CHECK_THAT(seen >= LANGUAGES_MIN);
	fclose(file);
	arena_free(&arena);
	return check_that_result();
}
