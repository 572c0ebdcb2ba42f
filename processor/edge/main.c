/* main.c: `parallax COMMAND …`: finds the command and hands it its arguments. */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "settings.h"
#include "version.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *does;
};

static const struct command commands[] = {
	{ "demo", command_demo, "an embedded broker, a sample feed, and what comes out: stories and where they disagree" },
	{ "run", command_run, "read articles from Kafka, publish stories and discrepancies" },
	{ "replay", command_replay, "the same from files to files, without a broker: replay FILE... --out DIR" },
	{ "explain", command_explain, "what is read from each article of a file, and why it joins its story" },
	{ "sketch", command_sketch, "text on standard input, its MinHash signature on standard output" },
	{ "verify", command_verify, "was every record answered exactly once? reads your own topics and says what is missing or doubled" },
	{ "config", command_config, "every setting: its value, its default, what it may be and why; --check tests a file" },
};

#define COMMANDS_COUNT (sizeof commands / sizeof commands[0])

static void print_help(FILE *out)
{
	fprintf(out, "Parallax reads news articles from Kafka, finds which of them report one story whatever their language, and\n"
	             "publishes the stories and where the articles of a story disagree.\n\n"
	             "usage: parallax COMMAND [...]\n\n");
	for (size_t i = 0; i < COMMANDS_COUNT; i++)
		fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].does);
	fprintf(out, "\n`parallax COMMAND --help` says more of one, `parallax --version` the version. Begin with `parallax demo`.\n");
}

static int unknown_command(const char *name)
{
	const char *names[COMMANDS_COUNT];
	for (size_t i = 0; i < COMMANDS_COUNT; i++)
		names[i] = commands[i].name;
	const char *nearest = nearest_word(name, names, COMMANDS_COUNT);
	fprintf(stderr, "parallax: there is no command %s", name);
	if (nearest != NULL)
		fprintf(stderr, "; did you mean %s?\n", nearest);
	else
		fprintf(stderr, "; `parallax help` lists them\n");
	return EXIT_USAGE;
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (is_one_of(argv[1], "help", "--help", "-h")) {
		print_help(stdout);
		return EXIT_DONE;
	}
	if (is_one_of(argv[1], "version", "--version", "-V")) {
		printf("parallax %s (librdkafka %s)\n", PARALLAX_VERSION, rd_kafka_version_str());
		return EXIT_DONE;
	}
	for (size_t i = 0; i < COMMANDS_COUNT; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return unknown_command(argv[1]);
}
