/* sketch_command.c: `parallax sketch`: text on standard input, signatures on standard output. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "command.h"
#include "kernel_setting.h"
#include "plain_words.h"
#include "settings_load.h"
#include "sketch_written.h"

enum input { INPUT_WHOLE, INPUT_LINES, INPUT_NDJSON };

struct sketching {
	const struct kernel *kernel;
	enum text_sketch_scheme scheme;
	enum input input;
	bool binary;
	struct arena arena;
	unsigned long number; /* of the line */
	unsigned long wrong;  /* lines that could not be read */
};

static const char *scheme_name(uint32_t scheme)
{
	return scheme == TEXT_SKETCH_CLASSIC ? "classic" : "fss32";
}

static void print_binary(const struct text_sketch *sketch)
{
	uint8_t bytes[SKETCH_WRITTEN_BYTES];
	sketch_write(sketch, bytes);
	fwrite(bytes, 1, sizeof bytes, stdout);
}

/* id is JSON, or NULL. */
static void print_line(const struct text_sketch *sketch, const char *id)
{
	printf("{");
	if (id != NULL)
		printf("\"id\":%s,", id);
	printf("\"scheme\":\"%s\",\"k\":%u,\"seed\":%u,\"normaliser\":%u,\"set_size\":%u,\"values\":[", scheme_name(sketch->scheme), sketch->k,
	       sketch->seed, sketch->normaliser, sketch->set_size);
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		printf("%s%u", i == 0 ? "" : ",", sketch->values[i]);
	printf("]}\n");
}

static void sketch_text(struct sketching *sketching, struct bytes text, const char *id)
{
	struct arena_mark mark = arena_mark(&sketching->arena);
	struct plain_words words;
	struct text_sketch sketch;
	plain_words_read(sketching->kernel, text, &sketching->arena, &words);
	words_sketch(sketching->kernel, sketching->scheme, &words, &sketching->arena, &sketch);
	if (sketching->binary)
		print_binary(&sketch);
	else
		print_line(&sketch, id);
	arena_rewind(&sketching->arena, mark);
}

/* An object with a member text, or a string. */
static void sketch_json(struct sketching *sketching, struct bytes line)
{
	json_error_t error;
	json_t *value = json_loadb((const char *)line.data, line.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	const json_t *text = json_is_object(value) ? json_object_get(value, "text") : value;
	const json_t *id = json_object_get(value, "id");
	if (!json_is_string(text)) {
		fprintf(stderr, "parallax sketch: line %lu: %s\n", sketching->number,
		        value == NULL ? error.text : "neither a string nor an object whose text is one");
		sketching->wrong++;
	} else {
		char *id_text = id != NULL ? json_dumps(id, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
		sketch_text(sketching, bytes_of(json_string_value(text), json_string_length(text)), id_text);
		free(id_text);
	}
	json_decref(value);
}

static bool sketch_lines(struct sketching *sketching)
{
	char *line = NULL;
	size_t capacity = 0;
	for (ssize_t length; (length = getline(&line, &capacity, stdin)) >= 0;) {
		sketching->number++;
		if (length > 0 && line[length - 1] == '\n')
			length--;
		struct bytes bytes = bytes_of(line, (size_t)length);
		if (bytes.length > PLAIN_BYTES_MAX) {
			fprintf(stderr, "parallax sketch: line %lu is longer than 1 GiB\n", sketching->number);
			sketching->wrong++;
		} else if (sketching->input == INPUT_LINES) {
			sketch_text(sketching, bytes, NULL);
		} else if (bytes.length > 0) {
			sketch_json(sketching, bytes);
		}
	}
	free(line);
	return !ferror(stdin);
}

static bool sketch_whole(struct sketching *sketching)
{
	size_t capacity = 1 << 16, length = 0, read;
	char *text = malloc(capacity);
	CHECK(text != NULL);
	while (length <= PLAIN_BYTES_MAX && (read = fread(text + length, 1, capacity - length, stdin)) > 0) {
		length += read;
		if (length == capacity) {
			text = realloc(text, capacity *= 2);
			CHECK(text != NULL);
		}
	}
	if (length > PLAIN_BYTES_MAX) {
		fprintf(stderr, "parallax sketch: the text is longer than 1 GiB\n");
		sketching->wrong++;
	} else if (!ferror(stdin)) {
		sketch_text(sketching, bytes_of(text, length), NULL);
	}
	free(text);
	return !ferror(stdin);
}

static int sketch(const struct settings *settings, struct sketching *sketching)
{
	sketching->kernel = kernel_of_settings(settings);
	if (sketching->kernel == NULL)
		return EXIT_WRONG;
	arena_init(&sketching->arena, (size_t)1 << 20);
	bool read = sketching->input == INPUT_WHOLE ? sketch_whole(sketching) : sketch_lines(sketching);
	arena_free(&sketching->arena);
	if (!read)
		fprintf(stderr, "parallax sketch: cannot read standard input\n");
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "parallax sketch: cannot write to standard output\n");
		return EXIT_WRONG;
	}
	if (sketching->wrong > 0 && sketching->input != INPUT_WHOLE)
		fprintf(stderr, "parallax sketch: %lu of %lu lines could not be read\n", sketching->wrong, sketching->number);
	return read && sketching->wrong == 0 ? EXIT_DONE : EXIT_WRONG;
}

static bool choose_scheme(const char *name, enum text_sketch_scheme *ret_scheme)
{
	*ret_scheme = name == NULL || strcmp(name, "fss32") == 0 ? TEXT_SKETCH_FSS32 : TEXT_SKETCH_CLASSIC;
	if (name == NULL || strcmp(name, scheme_name(*ret_scheme)) == 0)
		return true;
	fprintf(stderr, "parallax sketch: there is no scheme %s; --scheme is fss32 or classic\n", name);
	return false;
}

int command_sketch(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ "scheme", "NAME", "fss32 (what it is unless told), or classic, the plain MinHash that it is held against", NULL },
		{ "lines", NULL, "each line of the input is a text of its own", NULL },
		{ "ndjson", NULL, "each line is JSON: a string, or an object whose text is one; its id is passed on", NULL },
		{ "binary", NULL, "write each signature as 536 bytes instead", NULL },
	};
	struct command_line line = { .usage = "sketch [--lines | --ndjson] [--scheme NAME] [--binary] < TEXT", .flags = flags, .flags_count = 4,
		.about = "Reads text from standard input and prints its MinHash signature: 128 values of the set of its 5-word shingles (of 4\n"
		         "characters where words are not written apart), one JSON object a line. The whole input is one text unless told\n"
		         "otherwise. Two signatures agree in a share of their values that estimates how much of the two texts is the same.\n"
		         "Bytes that are not UTF-8 are read as U+FFFD. A text without words has set_size 0 and resembles nothing.\n"
		         "The binary form is PXS1, then scheme (1 classic, 2 fss32), k, seed, normaliser, set size and the values, each of 32 bits,\n"
		         "little-endian; parallax_sketch.h has the functions to read it.\n"
		         "Exit codes: 0 done, 1 something could not be read or written, 2 wrong arguments." };
	struct settings settings;
	struct sketching sketching = { .input = INPUT_WHOLE };
	int result;
	if (settings_load(&settings, &line, argc, argv, &result)) {
		if (flags[1].value != NULL && flags[2].value != NULL) {
			fprintf(stderr, "parallax sketch: the input is either --lines or --ndjson\n");
			result = EXIT_USAGE;
		} else if (!choose_scheme(flags[0].value, &sketching.scheme)) {
			result = EXIT_USAGE;
		} else {
			sketching.input = flags[1].value != NULL ? INPUT_LINES : flags[2].value != NULL ? INPUT_NDJSON : INPUT_WHOLE;
			sketching.binary = flags[3].value != NULL;
			result = sketch(&settings, &sketching);
		}
	}
	settings_free(&settings);
	return result;
}
