/* replay.c: `parallax replay FILE… --out DIR`: articles from files through the whole way, without a broker. The same input gives
 * the same bytes on any machine. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "file_port.h"
#include "kernel_setting.h"
#include "settings_load.h"

#define PROGRESS_BATCHES 4

/* On a terminal, a line that is written over. */
static void show_progress(const struct file_port *files, const struct pass *pass, bool last)
{
	if (!isatty(STDERR_FILENO))
		return;
	if (last)
		fprintf(stderr, "\r\033[K");
	else if (files->bytes_total > 0)
		fprintf(stderr, "\r%3d %%  %llu articles", (int)(100 * files->bytes_read / files->bytes_total),
		        (unsigned long long)pass->counters.articles);
	else
		fprintf(stderr, "\r%llu articles", (unsigned long long)pass->counters.articles);
}

static enum status replay_all(struct file_port *files, struct batch *batch)
{
	enum status status;
	unsigned long number = 0;
	while ((status = batch_run(batch, &files->port)) == STATUS_OK)
		if (++number % PROGRESS_BATCHES == 0)
			show_progress(files, batch_pass(batch), false);
	show_progress(files, batch_pass(batch), true);
	return status;
}

static void tell(const struct pass *pass, const char *directory)
{
	struct story_counters stories = story_state_counters(pass->stories);
	fprintf(stderr, "%llu articles, %llu stories, %llu discrepancy steps, %llu ignored, %llu dead letters; in %s\n",
	        (unsigned long long)pass->counters.articles, (unsigned long long)(stories.stories - stories.merges),
	        (unsigned long long)pass->counters.discrepancies, (unsigned long long)stories.ignored,
	        (unsigned long long)pass->counters.deadletters, directory);
}

static int replay(const struct settings *settings, const struct command_line *line, const char *directory, bool internal)
{
	struct file_port files;
	struct batch_settings batch_settings;
	const struct kernel *kernel = kernel_of_settings(settings);
	if (kernel == NULL)
		return EXIT_WRONG;
	settings_of_batch(settings, &batch_settings);
	batch_settings.pass.internal_topics = internal;
	enum status status = file_port_open(&files, (const char *const *)line->operands, (uint32_t)line->operands_count,
	                                    settings->inputs[0], settings->topics, internal ? TOPIC_COUNT : TOPIC_SKETCHES, directory);
	struct batch *batch = batch_new(&batch_settings, kernel);
	if (status == STATUS_OK)
		status = replay_all(&files, batch);
	if (status == STATUS_MORE) /* the input has ended */
		status = file_port_close(&files);
	else
		file_port_close(&files);
	if (status == STATUS_OK && strcmp(directory, "-") != 0)
		tell(batch_pass(batch), directory);
	batch_free(batch);
	if (status != STATUS_OK)
		fprintf(stderr, "parallax replay: %s\n", files.error);
	return status == STATUS_OK ? EXIT_DONE : EXIT_WRONG;
}

int command_replay(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ "out", "DIR", "the folder for one <topic>.ndjson per topic, made if it is missing; - prints all", NULL },
		{ "internal", NULL, "write the internal topics as well, their values in base64", NULL },
	};
	struct command_line line = { .usage = "replay FILE... --out DIR", .flags = flags, .flags_count = 2, .takes_operands = true,
		.about = "Takes articles from files, one JSON object a line (- is standard input), through the whole way without a\n"
		         "broker. Record time is what the articles say. The same input gives the same bytes on any machine.\n"
		         "A line that is no article becomes a dead letter, as on a broker, and is no fault.\n"
		         "Exit codes: 0 done, 1 a file cannot be read or written, 2 wrong arguments." };
	struct settings settings;
	int result;
	if (settings_load(&settings, &line, argc, argv, &result)) {
		if (line.operands_count == 0 || flags[0].value == NULL) {
			fprintf(stderr, "parallax replay: %s; usage: parallax %s\n",
			        line.operands_count == 0 ? "no file is named" : "--out is missing", line.usage);
			result = EXIT_USAGE;
		} else {
			result = replay(&settings, &line, flags[0].value, flags[1].value != NULL);
		}
	}
	settings_free(&settings);
	return result;
}
