/* config.c: `parallax config`: every setting with its value, and `config --check FILE`: is this file right? */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "rdkafka_settings.h"
#include "settings_load.h"

#define CELL_MAX 256

enum column { COLUMN_NAME, COLUMN_VALUE, COLUMN_DEFAULT, COLUMN_ALLOWED, COLUMN_WHY, COLUMNS };

struct row {
	char cells[COLUMNS][CELL_MAX];
};

static void fill_row(const struct settings *settings, const struct setting *setting, struct row *ret_row)
{
	char value[CELL_MAX], allowed[CELL_MAX];
	const char *text = settings_value(settings, setting, value, sizeof value);
	snprintf(ret_row->cells[COLUMN_NAME], CELL_MAX, "%s", setting->name);
	snprintf(ret_row->cells[COLUMN_VALUE], CELL_MAX, "%.200s", *text == 0 ? "-" : text);
	snprintf(ret_row->cells[COLUMN_DEFAULT], CELL_MAX, "%s", *setting->value_default == 0 ? "-" : setting->value_default);
	snprintf(ret_row->cells[COLUMN_ALLOWED], CELL_MAX, "%s",
	         setting->kind == SETTING_TEXT ? setting->unit : settings_allowed(setting, allowed, sizeof allowed));
	snprintf(ret_row->cells[COLUMN_WHY], CELL_MAX, "%s", setting->why);
}

static void print_columns(const struct row *row, const int *widths)
{
	for (enum column column = 0; column < COLUMN_WHY; column++)
		printf("%-*s  ", widths[column], row->cells[column]);
	printf("%s\n", row->cells[COLUMN_WHY]);
}

static void print_table(const struct settings *settings)
{
	struct row row = { { "setting", "value", "default", "what it may be", "why" } };
	int widths[COLUMNS];
	for (enum column column = 0; column < COLUMNS; column++)
		widths[column] = (int)strlen(row.cells[column]);
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		struct row one;
		fill_row(settings, &settings_table[i], &one);
		for (enum column column = 0; column < COLUMNS; column++)
			if ((int)strlen(one.cells[column]) > widths[column])
				widths[column] = (int)strlen(one.cells[column]);
	}
	print_columns(&row, widths);
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		fill_row(settings, &settings_table[i], &row);
		print_columns(&row, widths);
	}
	for (uint32_t i = 0; i < settings->rdkafka_count; i++) {
		const struct rdkafka_setting *one = &settings->rdkafka[i];
		printf("rdkafka.%s  %s\n", one->name, rdkafka_setting_is_secret(one->name) ? "(not shown)" : one->value);
	}
	printf("\nSet one by --config FILE (name=value), over that by PARALLAX_BATCH_RECORDS=... and over that by --batch-records ...\n"
	       "rdkafka.NAME goes to librdkafka as it is.\n");
}

/* A bar would end the cell. */
static void print_cell(const char *text)
{
	for (; *text != 0; text++)
		printf(*text == '|' ? "\\|" : "%c", *text);
}

static void print_markdown(const struct settings *settings)
{
	printf("| setting | default | what it may be | why |\n|---|---|---|---|\n");
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		struct row row;
		fill_row(settings, &settings_table[i], &row);
		printf("| `%s` | %s | ", row.cells[COLUMN_NAME], row.cells[COLUMN_DEFAULT]);
		print_cell(row.cells[COLUMN_ALLOWED]);
		printf(" | ");
		print_cell(row.cells[COLUMN_WHY]);
		printf(" |\n");
	}
}

static uint32_t count_set(const struct settings *settings)
{
	uint32_t count = settings->rdkafka_count;
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		count += settings->origins[i] != NULL;
	return count;
}

static int check_file(const char *path)
{
	struct settings settings;
	settings_init(&settings);
	uint32_t problems = settings_read_file(&settings, path);
	problems += settings_finish_loud(&settings);
	if (problems == 0)
		printf("%s: %u settings, nothing wrong\n", path, count_set(&settings));
	else
		printf("%s: %u wrong\n", path, problems);
	settings_free(&settings);
	return problems == 0 ? EXIT_DONE : EXIT_WRONG;
}

int command_config(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ .name = "check", .why = "say what is wrong with each FILE, or with the settings as they are" },
		{ .name = "markdown", .why = "the table as Markdown" },
	};
	struct command_line line = {
		.usage = "config [--check [FILE...]] [--markdown]",
		.about = "Prints every setting: its value as things stand, its default, what it may be, and why one would change it.",
		.flags = flags, .flags_count = 2, .takes_operands = true,
	};
	struct settings settings;
	int exit_code;
	if (!settings_load(&settings, &line, argc, argv, &exit_code)) {
		if (flags[0].value != NULL && exit_code == EXIT_USAGE)
			exit_code = EXIT_WRONG;
	} else if (line.operands_count > 0 && flags[0].value == NULL) {
		fprintf(stderr, "parallax: to test %s: parallax config --check %s\n", line.operands[0], line.operands[0]);
		exit_code = EXIT_USAGE;
	} else {
		exit_code = EXIT_DONE;
		for (int i = 0; i < line.operands_count; i++)
			if (check_file(line.operands[i]) != EXIT_DONE)
				exit_code = EXIT_WRONG;
		if (flags[1].value != NULL)
			print_markdown(&settings);
		else if (flags[0].value == NULL)
			print_table(&settings);
		else if (line.operands_count == 0)
			printf("%u settings differ from their default, nothing wrong\n", count_set(&settings));
	}
	settings_free(&settings);
	return exit_code;
}
