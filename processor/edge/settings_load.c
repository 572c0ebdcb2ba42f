#include "settings_load.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

#define NAME_MAX_BYTES 256
#define SECRET_BYTES_MAX 65536

static const char environment_prefix[] = "PARALLAX_";

/* A line for each line of the words. */
static void complain(const char *words)
{
	for (size_t length; *words != 0; words += length + (words[length] == '\n')) {
		length = strcspn(words, "\n");
		fprintf(stderr, "parallax: %.*s\n", (int)length, words);
	}
}

static uint32_t set(struct settings *settings, const char *name, const char *value, const char *origin)
{
	if (settings_set(settings, name, value, origin) == STATUS_OK)
		return 0;
	complain(settings->error);
	return 1;
}

static char *trim(char *text)
{
	text += strspn(text, " \t\r\n");
	size_t length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	text[length] = 0;
	return text;
}

/* ---- The file. */

/* Where this file has set a name before: its line, 0 when it has not. */
static unsigned long line_before(const struct settings *settings, const char *path, const char *name)
{
	size_t length = strlen(path);
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const char *origin = settings->origins[i];
		if (strcmp(settings_table[i].name, name) == 0 && origin != NULL && strncmp(origin, path, length) == 0 && origin[length] == ':')
			return strtoul(origin + length + 1, NULL, 10);
	}
	return 0;
}

static uint32_t read_line(struct settings *settings, const char *path, unsigned long number, char *line)
{
	char origin[4200];
	char *name = trim(line), *equals = strchr(name, '=');
	snprintf(origin, sizeof origin, "%.4096s:%lu", path, number);
	if (*name == 0 || *name == '#')
		return 0;
	if (equals == NULL) {
		fprintf(stderr, "parallax: %s: \"%.60s\" is no setting; a line is name=value, or begins with '#'\n", origin, name);
		return 1;
	}
	*equals = 0;
	name = trim(name);
	unsigned long before = line_before(settings, path, name);
	if (before != 0) {
		fprintf(stderr, "parallax: %s: %s is set on line %lu already\n", origin, name, before);
		return 1;
	}
	return set(settings, name, trim(equals + 1), origin);
}

uint32_t settings_read_file(struct settings *settings, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	uint32_t problems = 0;
	if (file == NULL) {
		fprintf(stderr, "parallax: cannot read the settings in %s: %s\n", path, strerror(errno));
		return 1;
	}
	errno = 0;
	for (unsigned long number = 1; getline(&line, &size, file) >= 0; number++)
		problems += read_line(settings, path, number, line);
	if (ferror(file)) {
		fprintf(stderr, "parallax: cannot read the settings in %s: %s\n", path, strerror(errno));
		problems++;
	}
	free(line);
	fclose(file);
	return problems;
}

/* ---- The environment. */

/* BATCH_RECORDS for batch.records, and so of rdkafka's, whose names have nothing but dots. False when no setting is called so. */
static bool name_of_variable(const char *variable, char ret_name[NAME_MAX_BYTES])
{
	size_t length = strlen(variable);
	if (length >= NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i <= length; i++)
		ret_name[i] = variable[i] == '_' ? '.' : (char)tolower((unsigned char)variable[i]);
	if (strncmp(ret_name, "rdkafka.", 8) == 0)
		return true;
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		if (strcmp(settings_table[i].name, ret_name) == 0)
			return true;
	return false;
}

/* The first line of a file, as a secret is kept in one. */
static uint32_t set_from_file(struct settings *settings, const char *name, const char *path, const char *origin)
{
	static const char too_long[] = "it holds more than a value";
	char *value = malloc(SECRET_BYTES_MAX);
	FILE *file = fopen(path, "r");
	CHECK(value != NULL);
	size_t length = file == NULL ? 0 : fread(value, 1, SECRET_BYTES_MAX, file);
	uint32_t problems = 0;
	if (file == NULL || ferror(file) || length == SECRET_BYTES_MAX) {
		fprintf(stderr, "parallax: %s: cannot read %s: %s\n", origin, path, length == SECRET_BYTES_MAX ? too_long : strerror(errno));
		problems = 1;
	} else {
		value[length] = 0;
		value[strcspn(value, "\r\n")] = 0;
		problems = set(settings, name, value, origin);
	}
	if (file != NULL)
		fclose(file);
	free(value);
	return problems;
}

/* Container platforms set variables of their own that begin with the service's name (PARALLAX_PORT, PARALLAX_SERVICE_HOST):
 * an unknown one is no error, but one that is nearly a setting is told. */
static void hint(const char *variable, const char *name)
{
	const char *nearest = settings_nearest(name);
	if (nearest == NULL)
		return;
	fprintf(stderr, "parallax: the variable %s%s is no setting and changes nothing; did you mean %s", environment_prefix, variable,
	        environment_prefix);
	for (const char *at = nearest; *at != 0; at++)
		fputc(*at == '.' ? '_' : toupper((unsigned char)*at), stderr);
	fprintf(stderr, " (%s)?\n", nearest);
}

static uint32_t read_variable(struct settings *settings, const char *variable, const char *value)
{
	static const char in_file[] = "_FILE";
	char name[NAME_MAX_BYTES] = "", base[NAME_MAX_BYTES], origin[NAME_MAX_BYTES + 16];
	size_t length = strlen(variable), suffix = sizeof in_file - 1;
	if (*value == 0 || strcmp(variable, "CONFIG") == 0)
		return 0;
	snprintf(origin, sizeof origin, "%s%.*s", environment_prefix, NAME_MAX_BYTES - 1, variable);
	if (length > suffix && length < sizeof base && strcmp(variable + length - suffix, in_file) == 0) {
		snprintf(base, sizeof base, "%.*s", (int)(length - suffix), variable);
		if (name_of_variable(base, name))
			return set_from_file(settings, name, value, origin);
	}
	if (name_of_variable(variable, name))
		return set(settings, name, value, origin);
	hint(variable, name);
	return 0;
}

uint32_t settings_read_environment(struct settings *settings, char *const *environment)
{
	size_t prefix = sizeof environment_prefix - 1;
	uint32_t problems = 0;
	for (; *environment != NULL; environment++) {
		char variable[NAME_MAX_BYTES];
		size_t length = strcspn(*environment, "=");
		if (strncmp(*environment, environment_prefix, prefix) != 0 || (*environment)[length] == 0 || length - prefix >= sizeof variable)
			continue;
		snprintf(variable, sizeof variable, "%.*s", (int)(length - prefix), *environment + prefix);
		problems += read_variable(settings, variable, *environment + length + 1);
	}
	return problems;
}

/* ---- The flags. */

/* A flag apart: its name, and its value where that is written behind a '='. */
struct flag {
	char name[NAME_MAX_BYTES]; /* with dashes */
	char *value;
};

/* A name too long for any flag is cut, and is unknown all the same. */
static struct flag split_flag(char *argument)
{
	struct flag flag;
	size_t length = strcspn(argument, "="), name = length - 2;
	if (name >= sizeof flag.name)
		name = sizeof flag.name - 1;
	memcpy(flag.name, argument + 2, name);
	flag.name[name] = 0;
	flag.value = argument[length] == '=' ? argument + length + 1 : NULL;
	return flag;
}

/* The setting's name of a flag: dots for dashes. rdkafka's names are written as they are. */
static void name_of_flag(const struct flag *flag, char ret_name[NAME_MAX_BYTES])
{
	bool as_is = strncmp(flag->name, "rdkafka.", 8) == 0;
	for (size_t i = 0; i <= strlen(flag->name); i++)
		ret_name[i] = flag->name[i] == '-' && !as_is ? '.' : flag->name[i];
}

static const struct setting *setting_of_flag(const struct flag *flag)
{
	char name[NAME_MAX_BYTES];
	name_of_flag(flag, name);
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		if (strcmp(settings_table[i].name, name) == 0)
			return &settings_table[i];
	return NULL;
}

static struct command_flag *own_flag(const struct command_line *line, const char *name)
{
	for (uint32_t i = 0; i < line->flags_count; i++)
		if (strcmp(line->flags[i].name, name) == 0)
			return &line->flags[i];
	return NULL;
}

static bool needs_value(const struct command_line *line, const struct flag *flag)
{
	const struct command_flag *own = own_flag(line, flag->name);
	const struct setting *setting = setting_of_flag(flag);
	if (own != NULL)
		return own->takes != NULL;
	if (setting != NULL)
		return setting->kind != SETTING_SWITCH;
	return strcmp(flag->name, "config") == 0 || strncmp(flag->name, "rdkafka.", 8) == 0;
}

static bool is_known(const struct command_line *line, const struct flag *flag)
{
	return strcmp(flag->name, "config") == 0 || strcmp(flag->name, "help") == 0 || strncmp(flag->name, "rdkafka.", 8) == 0 ||
	       own_flag(line, flag->name) != NULL || setting_of_flag(flag) != NULL;
}

static uint32_t unknown_flag(const struct command_line *line, const struct flag *flag)
{
	char near[NAME_MAX_BYTES], name[NAME_MAX_BYTES];
	const char *words[16] = { "config", "help" };
	size_t words_count = 2;
	for (uint32_t i = 0; i < line->flags_count && words_count < sizeof words / sizeof words[0]; i++)
		words[words_count++] = line->flags[i].name;
	name_of_flag(flag, name);
	const char *own = nearest_word(flag->name, words, words_count), *setting = settings_nearest(name);
	snprintf(near, sizeof near, "%s", setting != NULL ? setting : own != NULL ? own : "");
	for (char *at = near; *at != 0; at++)
		if (*at == '.')
			*at = '-';
	fprintf(stderr, "parallax: there is no flag --%s", flag->name);
	if (*near != 0)
		fprintf(stderr, "; did you mean --%s?\n", near);
	else
		fprintf(stderr, " (`parallax %.*s --help` lists them)\n", (int)strcspn(line->usage, " "), line->usage);
	return 1;
}

/* What is done with each flag of a command line. */
typedef uint32_t flag_action(struct settings *settings, struct command_line *line, const struct flag *flag);

static uint32_t apply_flag(struct settings *settings, struct command_line *line, const struct flag *flag)
{
	char name[NAME_MAX_BYTES], origin[NAME_MAX_BYTES + 2];
	struct command_flag *own = own_flag(line, flag->name);
	if (own != NULL) {
		own->value = flag->value == NULL ? "" : flag->value;
		return 0;
	}
	if (strcmp(flag->name, "config") == 0 || strcmp(flag->name, "help") == 0)
		return 0;
	name_of_flag(flag, name);
	snprintf(origin, sizeof origin, "--%s", flag->name);
	return set(settings, name, flag->value == NULL ? "true" : flag->value, origin);
}

static uint32_t apply_config(struct settings *settings, struct command_line *line, const struct flag *flag)
{
	(void)line;
	return strcmp(flag->name, "config") == 0 ? settings_read_file(settings, flag->value) : 0;
}

/* Goes through the arguments behind the command's name. Only the last walk collects operands, since that moves argv. */
static uint32_t walk_flags(struct settings *settings, struct command_line *line, int argc, char **argv, flag_action *act, bool collect)
{
	uint32_t problems = 0;
	int operands = 0;
	bool flags_over = false;
	for (int i = 1; i < argc; i++) {
		char *argument = argv[i];
		if (flags_over || strncmp(argument, "--", 2) != 0) {
			if (collect)
				argv[1 + operands++] = argument;
			continue;
		}
		if (argument[2] == 0) {
			flags_over = true;
			continue;
		}
		struct flag flag = split_flag(argument);
		if (!is_known(line, &flag)) {
			problems += collect ? unknown_flag(line, &flag) : 0;
			continue;
		}
		if (flag.value == NULL && needs_value(line, &flag)) {
			if (i + 1 == argc) {
				if (collect)
					fprintf(stderr, "parallax: --%s needs a value\n", flag.name);
				return problems + 1;
			}
			flag.value = argv[++i];
		}
		problems += act(settings, line, &flag);
	}
	if (collect) {
		line->operands = argv + 1;
		line->operands_count = operands;
	}
	return problems;
}

/* ---- All of it. */

uint32_t settings_finish_loud(struct settings *settings)
{
	if (settings_finish(settings) != STATUS_OK)
		complain(settings->error);
	return settings->problems;
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static void print_help(const struct command_line *line)
{
	printf("usage: parallax %s\n\n%s\n\n", line->usage, line->about);
	for (uint32_t i = 0; i < line->flags_count; i++) {
		char flag[64];
		snprintf(flag, sizeof flag, "--%s %s", line->flags[i].name, line->flags[i].takes == NULL ? "" : line->flags[i].takes);
		printf("  %-30s %s\n", flag, line->flags[i].why);
	}
	printf("  %-30s %s\n", "--config FILE", "read settings from FILE, lines of name=value");
	printf("\nEvery setting is a flag too (batch.records is --batch-records). `parallax config` lists them.\n");
}

bool settings_load(struct settings *settings, struct command_line *line, int argc, char **argv, int *ret_exit)
{
	const char *config = getenv("PARALLAX_CONFIG");
	settings_init(settings);
	if (asks_for_help(argc, argv)) {
		print_help(line);
		*ret_exit = EXIT_DONE;
		return false;
	}
	uint32_t problems = config == NULL || *config == 0 ? 0 : settings_read_file(settings, config);
	problems += walk_flags(settings, line, argc, argv, apply_config, false);
	problems += settings_read_environment(settings, environ);
	problems += walk_flags(settings, line, argc, argv, apply_flag, true);
	if (problems == 0 && !line->takes_operands && line->operands_count > 0) {
		fprintf(stderr, "parallax: %s is not understood here; usage: parallax %s\n", line->operands[0], line->usage);
		problems++;
	}
	problems += settings_finish_loud(settings);
	*ret_exit = EXIT_USAGE;
	return problems == 0;
}
