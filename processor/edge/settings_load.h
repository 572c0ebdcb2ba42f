/* settings_load.h: where settings come from: defaults, then --config FILE, then the environment, then flags, each over the one
 * before. Everything wrong is printed, not only the first of it.
 *
 * FILE: lines of name=value, blank lines, lines that begin with '#'. Environment: PARALLAX_BATCH_RECORDS is batch.records,
 * PARALLAX_RDKAFKA_SASL_PASSWORD is rdkafka.sasl.password, PARALLAX_..._FILE names a file that holds the value (for
 * secrets), PARALLAX_CONFIG is --config; an empty variable is none. Flags: --batch-records 500 or --batch-records=500,
 * --rdkafka.NAME=VALUE; a switch needs no value. */
#ifndef PARALLAX_EDGE_SETTINGS_LOAD_H
#define PARALLAX_EDGE_SETTINGS_LOAD_H

#include "settings.h"

/* A flag of one command that is no setting. */
struct command_flag {
	const char *name;  /* "out" */
	const char *takes; /* what stands for its value in the help: "DIR"; NULL when it takes none */
	const char *why;
	const char *value; /* as given, "" of one without; NULL when it was not given */
};

struct command_line {
	const char *usage; /* "replay FILE... --out DIR" */
	const char *about; /* what it does, a paragraph */
	struct command_flag *flags;
	uint32_t flags_count;
	bool takes_operands;

	/* By settings_load. */
	char **operands;
	int operands_count;
};

/* Initialises the settings and loads them for a command with these arguments; false when the command is to end with
 * *ret_exit at once: help was asked for and given, or something is wrong and was said. The settings are to be freed
 * either way. Moves the operands to the front of argv. */
bool settings_load(struct settings *settings, struct command_line *line, int argc, char **argv, int *ret_exit);

/* Reads one file; prints what is wrong with it and returns the number of those lines. */
uint32_t settings_read_file(struct settings *settings, const char *path);

/* settings_finish, whose faults are printed; returns their number. */
uint32_t settings_finish_loud(struct settings *settings);

/* Reads the environment, as settings_read_file does a file. */
uint32_t settings_read_environment(struct settings *settings, char *const *environment);

#endif
