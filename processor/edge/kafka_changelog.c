#include "kafka_changelog.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "log.h"

#define ANSWER_MS 3000
#define TELL_MS (5 * CLOCK_SECOND)
#define SHOW_MS 200

static const char *topic_of(const struct kafka_changelog *changelog)
{
	return changelog->settings->topics[TOPIC_CHANGELOG];
}

void kafka_changelog_init(struct kafka_changelog *changelog, const struct settings *settings)
{
	*changelog = (struct kafka_changelog){ .settings = settings, .at_end = -1, .wanted = -1 };
	changelog_fold_init(&changelog->fold);
}

void kafka_changelog_close(struct kafka_changelog *changelog)
{
	const struct settings *settings = changelog->settings;
	if (changelog->handle != NULL) {
		rd_kafka_consumer_close(changelog->handle);
		rd_kafka_destroy(changelog->handle);
	}
	changelog_fold_free(&changelog->fold);
	kafka_changelog_init(changelog, settings);
}

static enum status open_handle(struct kafka_changelog *changelog)
{
	/* What stood before the first record was compacted away. */
	const struct kafka_pair from = { "auto.offset.reset", "earliest" };
	rd_kafka_conf_t *conf = kafka_reader_conf_new(changelog->settings, changelog->settings->group, &from, 1, changelog);
	changelog->handle = kafka_handle_new(RD_KAFKA_CONSUMER, conf);
	if (changelog->handle == NULL)
		return STATUS_FATAL;
	rd_kafka_poll_set_consumer(changelog->handle);
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, topic_of(changelog), 0)->offset = RD_KAFKA_OFFSET_BEGINNING;
	rd_kafka_resp_err_t error = rd_kafka_assign(changelog->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
	changelog->begin = -1;
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_OK;
	log_error("cannot read %s: %s", topic_of(changelog), rd_kafka_err2str(error));
	return STATUS_FATAL;
}

static void take(struct kafka_changelog *changelog, const rd_kafka_message_t *message)
{
	if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
		changelog->at_end = message->offset;
		changelog->met_end = true;
		return;
	}
	if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
		changelog->hopeless = kafka_error_is_permanent(message->err);
		if (changelog->hopeless)
			log_error("%s: %s%s", topic_of(changelog), rd_kafka_message_errstr(message), kafka_advice(message->err));
		else
			log_warning("%s: %s", topic_of(changelog), rd_kafka_message_errstr(message));
		return;
	}
	if (changelog->begin < 0)
		changelog->begin = message->offset;
	changelog->next = message->offset + 1;
	changelog->at_end = -1;
	changelog_fold_take(&changelog->fold, bytes_of(message->key, message->key_len), bytes_of(message->payload, message->len));
}

enum status kafka_changelog_follow(struct kafka_changelog *changelog, int timeout_ms)
{
	if (changelog->handle == NULL && open_handle(changelog) != STATUS_OK)
		return STATUS_FATAL;
	clock_ms until = kafka_wall_clock() + timeout_ms, now;
	uint32_t taken = 0;
	do {
		now = kafka_wall_clock();
		rd_kafka_message_t *message = rd_kafka_consumer_poll(changelog->handle, now < until ? (int)(until - now) : 0);
		if (message == NULL)
			break;
		take(changelog, message);
		rd_kafka_message_destroy(message);
		if (changelog->at_end >= 0 && changelog->wanted >= 0 && changelog->at_end >= changelog->wanted)
			break;
	} while (!changelog->hopeless && (now < until || ++taken % 1000 != 0));
	return changelog->hopeless ? STATUS_FATAL : STATUS_OK;
}

/* How far it is: on a terminal a line that is written over, else now and then a line of the log. */
static void show_progress(struct kafka_changelog *changelog)
{
	clock_ms now = kafka_wall_clock();
	bool terminal = isatty(STDERR_FILENO) != 0;
	if (now - changelog->told_at < (terminal ? SHOW_MS : TELL_MS))
		return;
	changelog->told_at = now;
	int64_t begin = changelog->begin < 0 ? 0 : changelog->begin, all = changelog->wanted - begin;
	int percent = all > 0 ? (int)(100 * (changelog->next - begin) / all) : 0;
	uint64_t rate = changelog->fold.taken * 1000 / (uint64_t)(now - changelog->began + 1);
	if (terminal)
		fprintf(stderr, "\rrestoring: %3d %%  %" PRIu64 " records, %" PRIu64 " a second\033[K", percent, changelog->fold.taken, rate);
	else
		log_info("restoring from %s: %d %%, %" PRIu64 " records, %" PRIu64 " a second", topic_of(changelog), percent,
		         changelog->fold.taken, rate);
}

enum status kafka_changelog_catch_up(struct kafka_changelog *changelog, int timeout_ms)
{
	if (changelog->handle == NULL && open_handle(changelog) != STATUS_OK)
		return STATUS_FATAL;
	if (changelog->wanted < 0) {
		int64_t low, high;
		if (rd_kafka_query_watermark_offsets(changelog->handle, topic_of(changelog), 0, &low, &high, ANSWER_MS) !=
		    RD_KAFKA_RESP_ERR_NO_ERROR)
			return STATUS_MORE;
		changelog->wanted = high;
		changelog->began = changelog->told_at = kafka_wall_clock();
	}
	if (changelog->at_end < changelog->wanted) {
		enum status status = kafka_changelog_follow(changelog, timeout_ms);
		if (status != STATUS_OK)
			return status;
		show_progress(changelog);
	}
	if (changelog->at_end < changelog->wanted)
		return STATUS_MORE;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
	return STATUS_OK;
}
