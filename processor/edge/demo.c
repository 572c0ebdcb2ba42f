/* demo.c: `parallax demo`: a broker in this process, a sample feed sent to it, the same pipeline as `parallax run`, and what it
 * published read back and told. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "demo_print.h"
#include "demo_topics.h"
#include "embedded_broker.h"
#include "kafka_port.h"
#include "kernel_setting.h"
#include "log.h"
#include "sample_feed.h"
#include "settings_load.h"

/* Where we are, for someone who waits. */
static void tell(const char *words)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K%s", words);
}

static enum status process(struct kafka_port *kafka, const struct settings *settings, const struct kernel *kernel)
{
	struct batch_settings batch_settings;
	enum status status;
	settings_of_batch(settings, &batch_settings);
	struct batch *batch = batch_new(&batch_settings, kernel);
	while ((status = batch_run(batch, &kafka->port)) == STATUS_OK)
		;
	batch_free(batch);
	return status == STATUS_MORE ? STATUS_OK : STATUS_FATAL; /* MORE: all was read */
}

static void print_summary(FILE *out, const struct demo_fold *fold, const struct settings *settings, uint32_t sent, clock_ms took)
{
	fprintf(out, "Parallax demo. %u articles went to the topic %s of a Kafka broker inside this process;\n"
	             "%" PRIu64 " receipts and %zu dead letters came back, with the stories and where they disagree, in %.1f seconds.\n",
	        sent, settings->input_topic, fold->receipts, json_array_size(fold->letters), (double)took / 1000);
	fprintf(out, "Open: %zu alert, %zu notice, %zu info. Each value is followed by who gives it, and in which words.\n",
	        demo_fold_count(fold, SEVERITY_ALERT), demo_fold_count(fold, SEVERITY_NOTICE), demo_fold_count(fold, SEVERITY_INFO));
}

static void print_end(FILE *out)
{
	fprintf(out, "\nThe broker inside this process has no transactions: at least once. With one of yours, exactly once:\n"
	             "  parallax run --brokers HOST:PORT --create-topics\n");
}

static enum status show(const struct settings *settings, uint32_t sent, clock_ms began)
{
	struct demo_fold fold;
	struct demo_print print = { stdout, isatty(STDOUT_FILENO) != 0 && getenv("NO_COLOR") == NULL };
	demo_fold_init(&fold);
	enum status status = demo_topics_read(settings, &fold);
	tell("");
	if (status == STATUS_OK) {
		print_summary(print.out, &fold, settings, sent, kafka_wall_clock() - began);
		demo_print_all(&print, &fold);
		print_end(print.out);
		fflush(print.out);
		if (fold.receipts + json_array_size(fold.letters) < sent) {
			log_error("%u articles were sent and only some of them answered", sent);
			status = STATUS_FATAL;
		}
	}
	demo_fold_free(&fold);
	return status;
}

/* The group forms while the feed is being sent. */
static enum status demonstrate(struct embedded_broker *broker, struct settings *settings, const struct kernel *kernel)
{
	struct kafka_port kafka;
	struct kafka_port_options options = { .idle_ms = 0, .embedded = true, .time_is_input = true };
	clock_ms began = kafka_wall_clock();
	uint32_t sent = 0;
	tell("starting a broker in this process");
	enum status status = embedded_broker_open(broker);
	if (status == STATUS_OK)
		status = embedded_broker_prepare(broker, settings);
	if (status != STATUS_OK)
		return status;
	status = kafka_port_open(&kafka, settings, options);
	tell("sending the sample feed");
	if (status == STATUS_OK)
		status = demo_topics_send(settings, sample_feed(), &sent);
	tell("joining the consumer group and reading the feed");
	if (status == STATUS_OK)
		status = process(&kafka, settings, kernel);
	kafka_port_close(&kafka);
	tell("reading what was published");
	return status == STATUS_OK ? show(settings, sent, began) : status;
}

int command_demo(int argc, char **argv)
{
	struct command_line line = {
		.usage = "demo",
		.about = "Starts a Kafka broker inside the process, sends it a feed of invented articles in many languages, runs the pipeline\n"
		         "on it as `parallax run` would, and prints the stories that come out and where their articles disagree.",
	};
	struct settings settings;
	struct embedded_broker broker = { .handle = NULL };
	int exit_code;
	if (settings_load(&settings, &line, argc, argv, &exit_code)) {
		const struct kernel *kernel = kernel_of_settings(&settings);
		/* What is told is the demo's own; with --log-level debug one sees behind it. */
		log_open(settings.log_level == LOG_LEVEL_INFO ? LOG_LEVEL_ERROR : (enum log_level)settings.log_level);
		settings.rdkafka_count = 0; /* they are for a real broker */
		settings.create_partitions = 1; /* the articles come in the order of the feed */
		exit_code = kernel != NULL && demonstrate(&broker, &settings, kernel) == STATUS_OK ? EXIT_DONE : EXIT_WRONG;
		embedded_broker_close(&broker);
	}
	settings_free(&settings);
	return exit_code;
}
