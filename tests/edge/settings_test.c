/* Settings: the table, what each may be, where they come from and in which order, and what is said of a wrong one. */
#include "settings.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "check_that.h"
#include "command.h"
#include "settings_load.h"
#include "version.h"

static bool says(const struct settings *settings, const char *words)
{
	if (strstr(settings->error, words) != NULL)
		return true;
	fprintf(stderr, "said: %s\n", settings->error);
	return false;
}

static void every_default_is_allowed(void)
{
	struct settings settings, again;
	settings_init(&settings);
	settings_init(&again);
	CHECK_THAT(SETTINGS_COUNT >= 25);
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		char text[64];
		const char *value = settings_value(&settings, &settings_table[i], text, sizeof text);
		CHECK_THAT(strcmp(value, settings_table[i].value_default) == 0);
		CHECK_THAT(settings_set(&again, settings_table[i].name, value, "test") == STATUS_OK);
		for (size_t k = 0; k < i; k++)
			CHECK_THAT(strcmp(settings_table[i].name, settings_table[k].name) != 0);
	}
	CHECK_THAT(settings_finish(&settings) == STATUS_OK);
	CHECK_THAT(settings.batch_records == 1000 && settings.create_replication == -1 && !settings.create_topics);
	CHECK_THAT(settings.guarantee == GUARANTEE_EXACTLY_ONCE);
	settings_free(&settings);
	settings_free(&again);
}

static void wrong_values_are_named(void)
{
	struct settings settings;
	settings_init(&settings);
	CHECK_THAT(settings_set(&settings, "batch.records", "abc", "--batch-records") == STATUS_BAD_INPUT);
	CHECK_THAT(says(&settings, "batch.records") && says(&settings, "abc") && says(&settings, "1 to 100000 records") && says(&settings, "--batch-records"));
	CHECK_THAT(settings.batch_records == 1000 && settings.origins[0] == NULL);
	CHECK_THAT(settings_set(&settings, "batch.records", "0", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "batch.records", "100001", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "batch.records", "12 ", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "batch.records", "99999999999999999999", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "batch.records", "100000", "x") == STATUS_OK && settings.batch_records == 100000);
	CHECK_THAT(settings_set(&settings, "guarantee", "exactly", "x") == STATUS_BAD_INPUT && says(&settings, "exactly_once|at_least_once"));
	CHECK_THAT(settings_set(&settings, "guarantee", "at_least_once", "x") == STATUS_OK && settings.guarantee == GUARANTEE_AT_LEAST_ONCE);
	CHECK_THAT(settings_set(&settings, "create.topics", "yes", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "create.topics", "true", "x") == STATUS_OK && settings.create_topics);
	CHECK_THAT(settings_set(&settings, "group", "", "x") == STATUS_BAD_INPUT);
	CHECK_THAT(settings_set(&settings, "batch.recrods", "5", "x") == STATUS_BAD_INPUT && says(&settings, "did you mean batch.records?"));
	CHECK_THAT(settings_set(&settings, "zzzz", "5", "x") == STATUS_BAD_INPUT && !strstr(settings.error, "did you mean"));
	settings_free(&settings);
}

static enum status finish_with(struct settings *settings, const char *name, const char *value)
{
	settings_init(settings);
	CHECK(settings_set(settings, name, value, "test") == STATUS_OK);
	return settings_finish(settings);
}

static void topics_are_named(void)
{
	struct settings settings;
	CHECK_THAT(finish_with(&settings, "topic.prefix", "eu.") == STATUS_OK);
	CHECK_THAT(strcmp(settings.topics[TOPIC_STORIES], "eu.wire.stories") == 0);
	CHECK_THAT(strcmp(settings.topics[TOPIC_CHANGELOG], "eu.parallax.changelog") == 0);
	CHECK_THAT(settings.inputs_count == 1 && strcmp(settings.inputs[0], "wire.articles") == 0);
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "a.b, c_d,e-f") == STATUS_OK);
	CHECK_THAT(settings.inputs_count == 3 && strcmp(settings.inputs[1], "c_d") == 0 && strcmp(settings.inputs[2], "e-f") == 0);
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "a,a") == STATUS_BAD_INPUT && says(&settings, "named twice"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "a,,b") == STATUS_BAD_INPUT && says(&settings, "no name for a topic"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "wire.stories") == STATUS_BAD_INPUT && says(&settings, "would read what it writes"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "topic.stories", "wire.deadletter") == STATUS_BAD_INPUT && says(&settings, "two outputs"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "topic.stories", "with blank") == STATUS_BAD_INPUT && says(&settings, "topic.stories"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "create.replication", "0") == STATUS_BAD_INPUT && says(&settings, "create.replication"));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "^wire\\.(de|fr)\\..*,other") == STATUS_OK && settings_input_is_pattern(settings.inputs[0]));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "input.topic", "^wire(") == STATUS_BAD_INPUT && says(&settings, "no regular expression"));
	settings_free(&settings);
}

static void times_are_read(void)
{
	struct settings settings;
	CHECK_THAT(finish_with(&settings, "from", "2024-01-24T12:00:00Z") == STATUS_OK && settings.start.time == 1706097600000);
	CHECK_THAT(settings.end.kind != START_TIME);
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "until", "now") == STATUS_OK && settings.end.kind == START_TIME && settings.end.time > 1706097600000);
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "until", "earliest") == STATUS_BAD_INPUT && says(&settings, "until, from test: "));
	settings_free(&settings);
	CHECK_THAT(finish_with(&settings, "from", "soon") == STATUS_BAD_INPUT && says(&settings, "from, from test: \"soon\""));
	settings_free(&settings);
}

/* Not only the first. */
static void every_fault_is_named(void)
{
	struct settings settings;
	settings_init(&settings);
	CHECK(settings_set(&settings, "topic.stories", "with blank", "a.conf:1") == STATUS_OK);
	CHECK(settings_set(&settings, "topic.deadletter", "wire.articles", "a.conf:2") == STATUS_OK);
	CHECK(settings_set(&settings, "until", "never", "a.conf:3") == STATUS_OK);
	CHECK(settings_set(&settings, "create.replication", "0", "a.conf:4") == STATUS_OK);
	CHECK_THAT(settings_finish(&settings) == STATUS_BAD_INPUT && settings.problems == 4);
	CHECK_THAT(says(&settings, "a.conf:1") && says(&settings, "a.conf:2") && says(&settings, "a.conf:3") && says(&settings, "a.conf:4"));
	settings_free(&settings);
}

static void unsafe_rdkafka_settings_are_refused(void)
{
	static const char *const refused[] = { "acks", "request.required.acks", "enable.auto.commit", "enable.idempotence", "isolation.level",
		                               "transactional.id", "plugin.library.paths", "group.id", "bootstrap.servers",
		                               "auto.offset.reset", "partition.assignment.strategy", "group.instance.id", "partitioner",
		                               "enable.ssl.certificate.verification", "message.max.bytes" };
	struct settings settings;
	settings_init(&settings);
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		char name[64];
		snprintf(name, sizeof name, "rdkafka.%s", refused[i]);
		if (!CHECK_THAT(settings_set(&settings, name, "1", "test") == STATUS_BAD_INPUT && says(&settings, "it is refused: ")))
			fprintf(stderr, "%s was taken\n", name);
	}
	CHECK_THAT(settings_set(&settings, "rdkafka.no.such.name", "1", "test") == STATUS_BAD_INPUT && says(&settings, "No such configuration property"));
	CHECK_THAT(settings_set(&settings, "rdkafka.fetch.min.bytes", "many", "test") == STATUS_BAD_INPUT);
	CHECK_THAT(settings.rdkafka_count == 0);
	CHECK_THAT(settings_set(&settings, "rdkafka.sasl.mechanisms", "PLAIN", "test") == STATUS_OK);
	CHECK_THAT(settings_set(&settings, "rdkafka.fetch.min.bytes", "2", "test") == STATUS_OK);
	CHECK_THAT(settings_set(&settings, "rdkafka.fetch.min.bytes", "3", "test") == STATUS_OK);
	CHECK_THAT(settings.rdkafka_count == 2 && strcmp(settings.rdkafka[1].value, "3") == 0);
	settings_free(&settings);
}

/* ---- Where they come from. */

static void write_file(char path[64], const char *text)
{
	snprintf(path, 64, "/tmp/parallax-settings-XXXXXX");
	int descriptor = mkstemp(path);
	CHECK(descriptor >= 0 && write(descriptor, text, strlen(text)) == (ssize_t)strlen(text));
	close(descriptor);
}

static void a_file_is_read(void)
{
	struct settings settings;
	char path[64];
	settings_init(&settings);
	write_file(path, "# a comment\n\n  batch.records = 17  \r\nrdkafka.sasl.password=a=b#c\ninput.topic=x\n");
	CHECK_THAT(settings_read_file(&settings, path) == 0);
	CHECK_THAT(settings.batch_records == 17 && strcmp(settings.input_topic, "x") == 0);
	CHECK_THAT(settings.rdkafka_count == 1 && strcmp(settings.rdkafka[0].value, "a=b#c") == 0);
	unlink(path);
	CHECK_THAT(settings_read_file(&settings, path) == 1);
	settings_free(&settings);
}

static void every_wrong_line_is_counted(void)
{
	struct settings settings;
	char path[64];
	settings_init(&settings);
	write_file(path, "batch.records=5\nno equals sign\nnonsense=1\nkernel=auto\nbatch.records=6\nrdkafka.acks=1\ngrace.ms=-1\n");
	CHECK_THAT(settings_read_file(&settings, path) == 5);
	CHECK_THAT(settings.batch_records == 5);
	unlink(path);
	settings_free(&settings);
}

static void the_environment_is_read(void)
{
	struct settings settings;
	char path[64], in_file[128];
	settings_init(&settings);
	write_file(path, "opensesame\n");
	snprintf(in_file, sizeof in_file, "PARALLAX_RDKAFKA_SASL_PASSWORD_FILE=%s", path);
	char *const environment[] = { "PARALLAX_BATCH_RECORDS=23", "PARALLAX_TOPIC_STORY_EVENTS=ev", in_file, "PARALLAX_GROUP=",
		                      "PARALLAX_SERVICE_HOST=10.0.0.1", "PARALLAX_CONFIG=/nowhere", "HOME=/", "PARALLAX_BROKER=x", NULL };
	CHECK_THAT(settings_read_environment(&settings, environment) == 0);
	CHECK_THAT(settings.batch_records == 23 && strcmp(settings.topic_story_events, "ev") == 0);
	CHECK_THAT(strcmp(settings.group, "parallax") == 0 && settings.brokers[0] == 0);
	CHECK_THAT(settings.rdkafka_count == 1 && strcmp(settings.rdkafka[0].name, "sasl.password") == 0 &&
	           strcmp(settings.rdkafka[0].value, "opensesame") == 0);
	char *const wrong[] = { "PARALLAX_BATCH_RECORDS=none", "PARALLAX_BROKERS_FILE=/nowhere/at/all", NULL };
	CHECK_THAT(settings_read_environment(&settings, wrong) == 2);
	unlink(path);
	settings_free(&settings);
}

/* Arguments as main gets them: settings_load moves them and points into them. */
struct arguments {
	char texts[16][256];
	char *argv[16];
};

static bool load(struct settings *settings, struct command_line *line, int argc, const char *const *words, int *ret_exit)
{
	static struct arguments arguments;
	for (int i = 0; i < argc; i++) {
		snprintf(arguments.texts[i], sizeof arguments.texts[i], "%s", words[i]);
		arguments.argv[i] = arguments.texts[i];
	}
	return settings_load(settings, line, argc, arguments.argv, ret_exit);
}

static void flags_stand_over_all(void)
{
	struct settings settings;
	char path[64];
	int exit_code;
	write_file(path, "batch.records=1\nbatch.wait.ms=1\ngroup=from-file\nkernel=from-file\n");
	setenv("PARALLAX_BATCH_RECORDS", "2", 1);
	setenv("PARALLAX_BATCH_WAIT_MS", "2", 1);
	struct command_flag flags[] = { { .name = "out", .takes = "DIR" }, { .name = "loud" } };
	struct command_line line = { .usage = "x", .about = "x", .flags = flags, .flags_count = 2, .takes_operands = true };
	const char *words[] = { "x", "one", "--batch-records=3", "--config", path, "--create-topics", "--out", "here", "--loud", "two",
		                "--rdkafka.fetch.min.bytes", "9", "--", "--three" };
	CHECK_THAT(load(&settings, &line, 14, words, &exit_code));
	CHECK_THAT(settings.batch_records == 3 && settings.batch_wait_ms == 2 && strcmp(settings.group, "from-file") == 0);
	CHECK_THAT(settings.create_topics && settings.rdkafka_count == 1);
	CHECK_THAT(flags[0].value != NULL && strcmp(flags[0].value, "here") == 0 && flags[1].value != NULL);
	CHECK_THAT(line.operands_count == 3 && strcmp(line.operands[0], "one") == 0 && strcmp(line.operands[1], "two") == 0 &&
	           strcmp(line.operands[2], "--three") == 0);
	unsetenv("PARALLAX_BATCH_RECORDS");
	unsetenv("PARALLAX_BATCH_WAIT_MS");
	unlink(path);
	settings_free(&settings);
}

static int exit_of(const char *const *words, int argc)
{
	struct settings settings;
	struct command_line line = { .usage = "run", .about = "x" };
	int exit_code = -1;
	bool loaded = load(&settings, &line, argc, words, &exit_code);
	settings_free(&settings);
	return loaded ? -1 : exit_code;
}

static void wrong_flags_are_usage_errors(void)
{
	CHECK_THAT(exit_of((const char *[]){ "run", "--no-such-flag" }, 2) == EXIT_USAGE);
	CHECK_THAT(exit_of((const char *[]){ "run", "--batch-records" }, 2) == EXIT_USAGE);
	CHECK_THAT(exit_of((const char *[]){ "run", "--batch-records", "x" }, 3) == EXIT_USAGE);
	CHECK_THAT(exit_of((const char *[]){ "run", "operand" }, 2) == EXIT_USAGE);
	CHECK_THAT(exit_of((const char *[]){ "run", "--topic-stories", "wire.articles" }, 3) == EXIT_USAGE);
	CHECK_THAT(exit_of((const char *[]){ "run", "--help" }, 2) == EXIT_DONE);
	CHECK_THAT(exit_of((const char *[]){ "run", "--group", "g" }, 3) == -1);
}

static void the_nearest_word_is_found(void)
{
	static const char *const words[] = { "run", "replay", "demo" };
	CHECK_THAT(strcmp(nearest_word("rnu", words, 3), "run") == 0 || strcmp(nearest_word("ru", words, 3), "run") == 0);
	CHECK_THAT(strcmp(nearest_word("repaly", words, 3), "replay") == 0);
	CHECK_THAT(nearest_word("elephant", words, 3) == NULL);
}

static void batch_settings_follow(void)
{
	struct settings settings;
	struct batch_settings batch;
	settings_init(&settings);
	CHECK(settings_set(&settings, "story.window.hours", "24", "test") == STATUS_OK);
	settings_of_batch(&settings, &batch);
	CHECK_THAT(batch.records_max == 1000 && batch.wait_ms_max == 50 && batch.pass.story.window == 24 * CLOCK_HOUR);
	CHECK_THAT(batch.pass.article_bytes_max == 1048576 && batch.pass.internal_topics);
	settings_free(&settings);
}

/* The program and its build must not name two versions. */
static void the_version_is_that_of_the_build(void)
{
	char text[4096] = "";
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/CMakeLists.txt", "r");
	CHECK(file != NULL);
	size_t length = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	CHECK_THAT(length > 0 && strstr(text, "VERSION " PARALLAX_VERSION " ") != NULL);
}

int main(void)
{
	every_default_is_allowed();
	wrong_values_are_named();
	topics_are_named();
	times_are_read();
	every_fault_is_named();
	unsafe_rdkafka_settings_are_refused();
	a_file_is_read();
	every_wrong_line_is_counted();
	the_environment_is_read();
	flags_stand_over_all();
	wrong_flags_are_usage_errors();
	the_nearest_word_is_found();
	batch_settings_follow();
	the_version_is_that_of_the_build();
	return check_that_result();
}
