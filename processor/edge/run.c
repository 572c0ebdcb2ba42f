/* run.c: `parallax run`: articles from Kafka, stories and discrepancies back to it, until it is told to stop. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "admin_server.h"
#include "command.h"
#include "kafka_port.h"
#include "kafka_topics.h"
#include "kernel_setting.h"
#include "log.h"
#include "rebuild.h"
#include "run_figures.h"
#include "settings_load.h"
#include "watchdog.h"

#define COUNTERS_MS (10 * CLOCK_SECOND)

/* What the signal handler knows. */
static volatile sig_atomic_t stop_signal;
static struct watchdog grace_watchdog;
static int64_t grace_ms;

/* The first signal ends the batch under way; a second one does not wait for it. */
static void on_stop(int signal)
{
	if (stop_signal != 0 && signal == SIGINT)
		_exit(EXIT_WRONG);
	stop_signal = signal;
	watchdog_arm(&grace_watchdog, grace_ms);
}

static void listen_for_stop(const struct settings *settings)
{
	struct sigaction action = { .sa_flags = SA_RESTART };
	action.sa_handler = on_stop;
	grace_ms = settings->grace_ms;
	watchdog_init(&grace_watchdog, "the batch under way did not end within grace.ms of the stop; it was not committed and will be read again");
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* How the user called us, for the command that we propose. */
static void quote_command(int argc, char **argv, char *ret_command, size_t size)
{
	size_t length = (size_t)snprintf(ret_command, size, "parallax");
	for (int i = 0; i < argc && length < size; i++) {
		bool plain = argv[i][0] != 0 && strpbrk(argv[i], " \t\n'\"\\$*?&;|<>()`~#") == NULL;
		length += (size_t)snprintf(ret_command + length, size - length, plain ? " %s" : " '%s'", argv[i]);
	}
}

/* 1234567 as 1,234,567; four texts may be in use at once. */
static const char *grouped(uint64_t number)
{
	static char texts[4][32];
	static unsigned turn;
	char digits[32];
	char *text = texts[turn++ % 4];
	int length = snprintf(digits, sizeof digits, "%" PRIu64, number), out = 0;
	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text[out++] = ',';
		text[out++] = digits[i];
	}
	text[out] = 0;
	return text;
}

static void tell_start(const struct settings *settings, const struct kernel *kernel)
{
	const char *stages[] = { [STAGE_ALL] = "", [STAGE_SKETCH] = "stage sketch, ", [STAGE_CLUSTER] = "stage cluster, " };
	log_info("%sbrokers %s, group %s, input %s, guarantee %s, kernel %s", stages[settings->stage], settings->brokers, settings->group,
	         settings->stage == STAGE_CLUSTER ? settings->topics[TOPIC_SKETCHES] : settings->input_topic,
	         settings->guarantee == GUARANTEE_EXACTLY_ONCE ? "exactly_once" : "at_least_once", kernel->name);
	if (settings->guarantee == GUARANTEE_AT_LEAST_ONCE)
		log_warning("at least once: after a crash or a broken connection, what was published may be published again");
}

struct running {
	struct kafka_port kafka;
	struct batch *batch;
	struct pass_counters told; /* as of the last line */
	clock_ms told_at;
	const struct settings *settings;
	struct run_board board; /* what others may see of all this */
	char command[4096]; /* how the user called us, for the commands that we propose */
};

static void watch_run(void *context)
{
	struct running *running = context;
	run_board_take(&running->board, running->batch, &running->kafka);
}

static void tell_counters(struct running *running, bool last)
{
	struct pass_counters now = batch_pass(running->batch)->counters;
	struct story_counters stories = story_state_counters(batch_pass(running->batch)->stories);
	struct kafka_port_counters kafka = kafka_port_counters(&running->kafka);
	clock_ms time = kafka_wall_clock(), since = time - running->told_at;
	if (!last && (since < COUNTERS_MS || now.records == running->told.records))
		return;
	char more[256] = "";
	if (!last)
		snprintf(more, sizeof more, "; %s records/s, %s to go", grouped((now.records - running->told.records) * 1000 / (uint64_t)since),
		         grouped((uint64_t)kafka_consumer_lag(&running->kafka.consumer)));
	if (kafka.retries > 0)
		snprintf(more + strlen(more), sizeof more - strlen(more), "; %" PRIu64 " transactions sent again", kafka.retries);
	if (kafka.clamped > 0)
		snprintf(more + strlen(more), sizeof more - strlen(more), "; %" PRIu64 " records from the future", kafka.clamped);
	if (running->settings->stage == STAGE_SKETCH)
		log_info("%s articles sketched, %s dead letters%s", grouped(now.articles), grouped(now.deadletters), more);
	else
		log_info("%s articles, %s stories, %s steps of discrepancies, %s dead letters%s", grouped(now.articles), grouped(stories.stories - stories.merges),
		         grouped(now.discrepancies), grouped(now.deadletters), more);
	running->told = now;
	running->told_at = time;
}

static void start_state(struct running *running, const struct settings *settings, const struct kernel *kernel)
{
	struct batch_settings batch;
	settings_of_batch(settings, &batch);
	batch.pass.stage = (enum stage)settings->stage;
	batch.pass.group = bytes_of_string(settings->group);
	batch_free(running->batch);
	running->batch = batch_new(&batch, kernel);
	running->told = (struct pass_counters){ 0 };
	running->told_at = kafka_wall_clock();
}

/* The state as its last owner left it. */
static enum status restore_state(void *context, const struct changelog_fold *fold, clock_ms began)
{
	struct running *running = context;
	struct pass *pass = batch_pass(running->batch);
	struct changelog_entries entries;
	const char *reason;
	clock_ms read = kafka_wall_clock();
	watch_run(running); /* building shows nothing before it is done */
	enum status status = changelog_fold_entries(fold, pass->arena, &entries, &reason);
	if (status == STATUS_OK)
		status = pass_restore(pass, entries, &reason);
	if (status != STATUS_OK) {
		log_error("the state cannot be restored from %s: %s. `%s --rebuild earliest` reads the input again into a new changelog and "
		          "says how to switch to it", running->settings->topics[TOPIC_CHANGELOG], reason, running->command);
		return STATUS_FATAL;
	}
	struct changelog_entries torn = changelog_fold_torn(fold, pass->arena);
	pass_mend(pass, torn);
	if (torn.count > 0)
		log_warning("the last batch was written to %s in part only, %zu entries: they do not count and are taken back, and its records "
		            "are read again", running->settings->topics[TOPIC_CHANGELOG], torn.count);
	clock_ms built = kafka_wall_clock();
	if (fold->taken == 0)
		log_info("%s is empty: the state begins empty", running->settings->topics[TOPIC_CHANGELOG]);
	else
		log_info("the state is restored: %s articles in %s live entries of %s records; read in %.1f s, built in %.1f s; digest %016" PRIx64,
		         grouped(story_state_seq(pass->stories)), grouped(fold->live), grouped(fold->taken), (double)(read - began) / 1000,
		         (double)(built - read) / 1000, fold->digest);
	return STATUS_OK;
}

/* What the next owner will restore, if nobody goes on before. */
static void tell_state(const struct running *running)
{
	const struct changelog_writer *changelog = &batch_pass(running->batch)->changelog;
	if (running->settings->stage != STAGE_SKETCH && !running->settings->dry_run && running->kafka.consumer.has_state)
		log_info("the state has %s live entries; digest %016" PRIx64, grouped(changelog->hashes.count), changelog->digest);
}

static int work(struct running *running, const struct settings *settings, const struct kernel *kernel)
{
	enum status status;
	start_state(running, settings, kernel);
	for (;;) {
		status = batch_run(running->batch, &running->kafka.port);
		if (status == STATUS_FENCED && kafka_port_stand_by(&running->kafka)) {
			log_warning(settings->stage == STAGE_SKETCH ? "the batch under way is dropped; whoever has its partitions reads it again"
			                                            : "the state of this instance is dropped");
			start_state(running, settings, kernel);
			status = STATUS_OK;
		}
		if (status != STATUS_OK)
			break;
		watch_run(running);
		tell_counters(running, false);
	}
	tell_counters(running, true);
	if (status == STATUS_MORE)
		tell_state(running);
	if (status == STATUS_FENCED)
		return EXIT_FENCED;
	if (status != STATUS_MORE)
		return EXIT_WRONG;
	const char *why = stop_signal != 0 ? "stopped" : settings->end.kind == START_TIME ? "everything up to the time of until was taken"
	                                                                                   : "the input has been idle for until.idle seconds";
	if (settings->dry_run)
		log_info("%s; a dry run: %s records would have been published, nothing was, and nothing is committed", why,
		         grouped(kafka_port_counters(&running->kafka).unpublished));
	else
		log_info("%s; everything taken is committed", why);
	return EXIT_DONE;
}

/* From the topics to the end. */
static int run_on_topics(struct running *running, struct settings *settings, const struct kernel *kernel)
{
	if (kafka_topics_prepare(settings, running->command) != STATUS_OK)
		return EXIT_WRONG;
	if (settings->stage == STAGE_CLUSTER)
		settings_read_sketches(settings);
	bool restores = settings->stage != STAGE_SKETCH && !(settings->dry_run && settings->start.kind != START_COMMITTED);
	struct kafka_port_options options = { .stop = &stop_signal, .idle_ms = settings->until_idle == 0 ? -1 : settings->until_idle * CLOCK_SECOND,
		                              .restore = restores ? restore_state : NULL,
		                              .watch = watch_run, .context = running };
	int exit_code = EXIT_WRONG;
	if (kafka_port_open(&running->kafka, settings, options) == STATUS_OK)
		exit_code = work(running, settings, kernel);
	watchdog_arm(&grace_watchdog, settings->grace_ms);
	run_board_set_phase(&running->board, PHASE_STOPPING);
	kafka_port_close(&running->kafka);
	batch_free(running->batch);
	return exit_code;
}

static int run(struct settings *settings, int argc, char **argv)
{
	struct running running = { .batch = NULL, .settings = settings };
	const struct kernel *kernel = kernel_of_settings(settings);
	struct admin_server *admin = NULL;
	int exit_code = EXIT_WRONG;
	if (kernel == NULL)
		return EXIT_USAGE;
	quote_command(argc, argv, running.command, sizeof running.command);
	listen_for_stop(settings);
	tell_start(settings, kernel);
	run_board_init(&running.board, settings, kernel);
	if (settings->admin_listen[0] == 0 || (admin = admin_server_open(settings->admin_listen, &running.board)) != NULL)
		exit_code = run_on_topics(&running, settings, kernel);
	admin_server_close(admin);
	run_board_free(&running.board);
	watchdog_free(&grace_watchdog);
	return exit_code;
}

int command_run(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ "rebuild", "FROM", "read the input again, from earliest or a TIME on, into a new changelog and new outputs, then say how to switch", NULL },
	};
	struct command_line line = {
		.flags = flags, .flags_count = 1,
		.usage = "run --brokers HOST:PORT [--group NAME] [--create-topics] [--from earliest|latest|committed|TIME] [--until now|TIME]\n"
		         "                    [--stage all|sketch|cluster] [--until-idle SECONDS] [--rebuild earliest|TIME] [--dry-run] [--backfill]\n"
		         "                    [--guarantee at_least_once]",
		.about = "Reads articles from Kafka and publishes stories and where their articles disagree, each batch in one transaction.\n"
		         "Runs until SIGTERM or SIGINT; the batch under way is finished and committed, within grace.ms.\n\n"
		         "--from says where a group that has read nothing yet begins; one that has goes on where it was, always. --dry-run\n"
		         "publishes and commits nothing, and takes nothing from the group that works. --until ends when all records before\n"
		         "that time are taken. --backfill is for history: time is the records' alone, and stories that end are not announced\n"
		         "one by one. --input-topic takes a list, and ^... for all topics whose names fit a pattern.\n\n"
		         "--stage parts the work: any number of instances with --stage sketch share the input's partitions, one with --stage cluster\n"
		         "(and standbys) makes stories of what they write, all with the same --group and topics. A group keeps to its way:\n"
		         "one that has worked in one stage is not continued in two, nor the other way round.\n\n"
		         "The state is restored from the changelog. One that this version does not read is refused; --rebuild makes another,\n"
		         "beside it, under a group and a topic prefix of its own, and ends when the input has been read.\n\n"
		         "Exit codes:\n"
		         "  0  done: stopped, or the end that was asked for; everything taken is committed\n"
		         "  1  something is wrong and was said: the brokers, rights, topics, or a batch that could not end within grace.ms;\n"
		         "     nothing is lost: start it again when it is mended\n"
		         "  2  wrong arguments or settings\n"
		         "  3  fenced: another process uses this group's transactional id, or owns its state",
	};
	struct settings settings;
	int exit_code;
	if (settings_load(&settings, &line, argc, argv, &exit_code)) {
		log_open((enum log_level)settings.log_level);
		if (settings.brokers[0] == 0) {
			fprintf(stderr, "parallax: which brokers? parallax run --brokers HOST:PORT\n");
			exit_code = EXIT_USAGE;
		} else if (flags[0].value != NULL && !rebuild_prepare(&settings, flags[0].value)) {
			exit_code = EXIT_USAGE;
		} else {
			exit_code = run(&settings, argc, argv);
			if (exit_code == EXIT_DONE && flags[0].value != NULL && stop_signal == 0)
				rebuild_tell_switch(&settings);
		}
	}
	settings_free(&settings);
	return exit_code;
}
