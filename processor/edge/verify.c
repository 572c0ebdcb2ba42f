/* verify.c: `parallax verify`: was every record that the group has read answered exactly once? Reads the user's own topics as
 * any consumer of committed records would, and nothing else; it publishes nothing and joins no group. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "kafka_handle.h"
#include "log.h"
#include "settings_load.h"
#include "start_time.h"
#include "verify_read.h"
#include "verify_tally.h"

#define SHOWN_MAX 20

struct verifying {
	const struct settings *settings;
	struct verify_reader reader;
	struct verify_tally tally;
	clock_ms from;    /* records before it are not judged; CLOCK_ABSENT: all are */
	clock_ms kept_at; /* the oldest receipt that is still there, where retention has deleted older ones */
};

/* ---- What is read of each topic. */

static void on_input(void *context, const rd_kafka_message_t *message)
{
	struct verifying *verifying = context;
	verify_tally_record(&verifying->tally, rd_kafka_topic_name(message->rkt), message->partition, message->offset);
}

static bool header_text(const rd_kafka_headers_t *headers, const char *name, char *ret_text, size_t size)
{
	const void *value;
	size_t length;
	if (rd_kafka_header_get_last(headers, name, &value, &length) != RD_KAFKA_RESP_ERR_NO_ERROR || value == NULL || length >= size)
		return false;
	memcpy(ret_text, value, length);
	ret_text[length] = 0;
	return true;
}

static void on_answer(void *context, const rd_kafka_message_t *message)
{
	struct verifying *verifying = context;
	char topic[256], partition[24], offset[24];
	rd_kafka_headers_t *headers;
	if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR && header_text(headers, "ce_sourcetopic", topic, sizeof topic) &&
	    header_text(headers, "ce_sourcepartition", partition, sizeof partition) && header_text(headers, "ce_sourceoffset", offset, sizeof offset))
		verify_tally_answer(&verifying->tally, topic, (int32_t)strtol(partition, NULL, 10), strtoll(offset, NULL, 10));
}

static void on_story(void *context, const rd_kafka_message_t *message)
{
	struct verifying *verifying = context;
	static const char name[] = "\"seq\":"; /* in a JSON string its quotes would be escaped */
	const char *at = message->payload == NULL ? NULL : memmem(message->payload, message->len, name, sizeof name - 1);
	struct bytes key = bytes_of(message->key, message->key_len);
	int64_t seq = 0;
	const char *end = (const char *)message->payload + message->len;
	for (at = at == NULL ? NULL : at + sizeof name - 1; at != NULL && at < end && *at >= '0' && *at <= '9'; at++)
		seq = seq * 10 + (*at - '0');
	if (message->payload != NULL)
		verify_tally_story(&verifying->tally, key, seq, message->partition, message->offset);
}

/* ---- The judgement. */

static void print_list(const struct verify_coordinates *list, const char *what)
{
	for (uint32_t i = 0; i < list->count && i < SHOWN_MAX; i++)
		printf("%s %s[%" PRId32 "] offset %" PRId64 "\n", what, list->items[i].topic, list->items[i].partition, list->items[i].offset);
	if (list->count > SHOWN_MAX)
		printf("%s and %u more\n", what, list->count - SHOWN_MAX);
}

static int judge(struct verifying *verifying)
{
	struct verify_verdict verdict;
	char time[TIMESTAMP_SIZE];
	verify_tally_judge(&verifying->tally, &verdict);
	print_list(&verdict.missing, "missing:");
	print_list(&verdict.doubled, "doubled:");
	print_list(&verdict.backwards, "a story goes back:");
	printf("%" PRIu64 " records of %s below the committed offsets of the group %s: %" PRIu64 " answered once, %u missing, %u doubled; %" PRIu64
	       " values of stories, %u of them older than the one before\n",
	       verdict.records, verifying->settings->input_topic, verifying->settings->input_group, verdict.answered, verdict.missing.count,
	       verdict.doubled.count, verdict.stories, verdict.backwards.count);
	if (verifying->kept_at != CLOCK_ABSENT) {
		timestamp_print(verifying->kept_at, time);
		printf("not judged: records before %s, whose answers %s and %s keep no longer\n", time,
		       verifying->settings->topics[TOPIC_STORY_EVENTS], verifying->settings->topics[TOPIC_DEADLETTER]);
	}
	if (verdict.records == 0)
		printf("the group %s has read nothing that is still there: is it the right --group%s?\n", verifying->settings->input_group,
		       verifying->settings->stage == STAGE_ALL ? ", and did it not work in two stages (--stage cluster)" : "");
	bool wrong = verdict.missing.count + verdict.doubled.count + verdict.backwards.count > 0 || verdict.records == 0;
	verify_verdict_free(&verdict);
	return wrong ? EXIT_WRONG : EXIT_DONE;
}

static enum status read_all(struct verifying *verifying)
{
	const struct settings *settings = verifying->settings;
	struct verify_reader *reader = &verifying->reader;
	enum status status = STATUS_OK;
	const char *answers[] = { settings->topics[TOPIC_STORY_EVENTS], settings->topics[TOPIC_DEADLETTER] };
	/* Where retention has begun to delete answers, what they answered is not judged either. */
	status = verify_oldest(reader, answers, 2, &verifying->kept_at);
	if (verifying->from == CLOCK_ABSENT || (verifying->kept_at != CLOCK_ABSENT && verifying->kept_at > verifying->from))
		verifying->from = verifying->kept_at;
	for (uint32_t i = 0; status == STATUS_OK && i < settings->inputs_count; i++)
		status = verify_ranges(reader, settings->inputs[i], verifying->from, &verifying->tally);
	/* The offsets were asked for first: an answer that comes meanwhile belongs to a record behind them. */
	if (status == STATUS_OK)
		status = verify_read_ranges(reader, &verifying->tally, on_input, verifying);
	for (int i = 0; status == STATUS_OK && i < 2; i++)
		status = verify_read_topic(reader, answers[i], on_answer, verifying);
	if (status == STATUS_OK)
		status = verify_read_topic(reader, settings->topics[TOPIC_STORIES], on_story, verifying);
	return status;
}

static int verify(const struct settings *settings, const char *from)
{
	struct verifying verifying = { .settings = settings, .from = CLOCK_ABSENT, .kept_at = CLOCK_ABSENT };
	struct start_time start = { .kind = START_EARLIEST };
	int exit_code = EXIT_WRONG;
	if (from != NULL && (start_time_parse(from, &start) != STATUS_OK || start.kind == START_LATEST || start.kind == START_COMMITTED)) {
		fprintf(stderr, "parallax verify: --from \"%.60s\" is no time; one is 2024-01-24T12:00:00Z\n", from);
		return EXIT_USAGE;
	}
	if (start.kind == START_TIME)
		verifying.from = start.time;
	verify_tally_init(&verifying.tally);
	if (verify_reader_open(&verifying.reader, settings) == STATUS_OK && read_all(&verifying) == STATUS_OK)
		exit_code = judge(&verifying);
	verify_reader_close(&verifying.reader);
	verify_tally_free(&verifying.tally);
	return exit_code;
}

int command_verify(int argc, char **argv)
{
	struct command_flag flags[] = {
		{ "from", "TIME", "judge only records from this time on (2024-01-24T12:00:00Z): for a group that began later than its input", NULL },
	};
	struct command_line line = {
		.usage = "verify --brokers HOST:PORT [--group NAME] [--from TIME]",
		.about = "Reads the input and what was published for it, as any consumer of committed records would, and says whether every\n"
		         "record below the group's committed offsets has exactly one receipt or dead letter, and whether the values of each\n"
		         "story only rise. It may be run while Parallax runs. Prints the coordinates of what is missing or doubled.\n"
		         "Exit codes: 0 nothing is lost or doubled, 1 something is, or the brokers do not answer, 2 wrong arguments.",
		.flags = flags, .flags_count = 1,
	};
	struct settings settings;
	int exit_code;
	if (settings_load(&settings, &line, argc, argv, &exit_code)) {
		log_open((enum log_level)settings.log_level);
		if (settings.brokers[0] == 0) {
			fprintf(stderr, "parallax: which brokers? parallax verify --brokers HOST:PORT\n");
			exit_code = EXIT_USAGE;
		} else {
			exit_code = verify(&settings, flags[0].value);
		}
	}
	settings_free(&settings);
	return exit_code;
}
