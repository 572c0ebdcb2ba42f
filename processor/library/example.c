/* example.c: how alike the texts in two files are.
 *
 *     cc example.c $(pkg-config --cflags --libs parallax_sketch) -o alike && ./alike one.txt other.txt
 *
 * With --static behind pkg-config and -static for cc it runs without the shared library. */
#include <parallax_sketch.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *ret_length)
{
	FILE *file = fopen(path, "rb");
	size_t capacity = 1 << 16, length = 0, read;
	char *text = malloc(capacity);
	if (file == NULL || text == NULL) {
		perror(path);
		exit(1);
	}
	while ((read = fread(text + length, 1, capacity - length, file)) > 0) {
		length += read;
		if (length == capacity && (text = realloc(text, capacity *= 2)) == NULL)
			exit(1);
	}
	fclose(file);
	*ret_length = length;
	return text;
}

int main(int argc, char **argv)
{
	enum parallax_status status;
	struct parallax_signature signatures[2];
	double jaccard, error;
	if (argc != 3) {
		fprintf(stderr, "usage: alike FILE FILE\n");
		return 2;
	}
	struct parallax_sketcher *sketcher = parallax_sketcher_new(NULL, &status);
	if (sketcher == NULL) {
		fprintf(stderr, "alike: %s\n", parallax_status_text(status));
		return 1;
	}
	for (int i = 0; i < 2; i++) {
		size_t length;
		char *text = read_file(argv[i + 1], &length);
		status = parallax_sketch_text(sketcher, text, length, PARALLAX_FSS32, &signatures[i]);
		free(text);
		if (status != PARALLAX_OK) {
			fprintf(stderr, "alike: %s: %s\n", argv[i + 1], parallax_status_text(status));
			return 1;
		}
		printf("%s: %u shingles\n", argv[i + 1], signatures[i].set_size);
	}
	parallax_compare(&signatures[0], &signatures[1], &jaccard, &error);
	printf("similarity %.3f, standard error %.3f (%s)\n", jaccard, error, parallax_sketcher_kernel(sketcher));
	parallax_sketcher_free(sketcher);
	return 0;
}
