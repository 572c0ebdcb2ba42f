#include "demo_topics.h"

#include <inttypes.h>

#include "check.h"
#include "decode.h"
#include "kafka_handle.h"
#include "log.h"

#define WAIT_MS 10000
#define ARENA_BLOCK_BYTES ((size_t)256 << 10)

/* ---- Sending. */

static void on_delivery(rd_kafka_t *handle, const rd_kafka_message_t *message, void *opaque)
{
	struct kafka_trouble *trouble = opaque;
	(void)handle;
	if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
		trouble->code = message->err;
}

static rd_kafka_resp_err_t send_line(rd_kafka_t *handle, const char *topic, struct bytes line, struct arena *arena, clock_ms *time)
{
	struct article article = { .created = CLOCK_ABSENT };
	const char *reason;
	if (decode_article(line, arena, &article, &reason) == STATUS_OK && article.created != CLOCK_ABSENT)
		*time = article.created;
	return rd_kafka_producev(handle, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
	                         RD_KAFKA_V_KEY(article.uri.data, article.uri.length),
	                         RD_KAFKA_V_VALUE((void *)(uintptr_t)line.data, line.length), RD_KAFKA_V_TIMESTAMP(*time), RD_KAFKA_V_END);
}

static rd_kafka_resp_err_t send_lines(rd_kafka_t *handle, const char *topic, struct bytes feed, uint32_t *ret_sent)
{
	struct arena arena;
	clock_ms time = 0;
	rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
	arena_init(&arena, ARENA_BLOCK_BYTES);
	for (size_t at = 0; error == RD_KAFKA_RESP_ERR_NO_ERROR && at < feed.length;) {
		const uint8_t *end = memchr(feed.data + at, '\n', feed.length - at);
		size_t length = end == NULL ? feed.length - at : (size_t)(end - feed.data) - at;
		struct arena_mark mark = arena_mark(&arena);
		if (length > 0) {
			error = send_line(handle, topic, bytes_of(feed.data + at, length), &arena, &time);
			(*ret_sent)++;
		}
		arena_rewind(&arena, mark);
		at += length + 1;
	}
	arena_free(&arena);
	return error;
}

enum status demo_topics_send(const struct settings *settings, struct bytes feed, uint32_t *ret_sent)
{
	struct kafka_trouble trouble = { .code = RD_KAFKA_RESP_ERR_NO_ERROR };
	const struct kafka_pair pairs[] = { { "linger.ms", "5" }, { "compression.codec", "lz4" } };
	rd_kafka_conf_t *conf = kafka_conf_new(settings, pairs, sizeof pairs / sizeof pairs[0], &trouble);
	if (conf != NULL)
		rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
	rd_kafka_t *handle = kafka_handle_new(RD_KAFKA_PRODUCER, conf);
	if (handle == NULL)
		return STATUS_FATAL;
	*ret_sent = 0;
	rd_kafka_resp_err_t error = send_lines(handle, settings->inputs[0], feed, ret_sent);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = rd_kafka_flush(handle, WAIT_MS);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = trouble.code;
	rd_kafka_destroy(handle);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		log_error("the feed could not be sent: %s", rd_kafka_err2str(error));
	return error == RD_KAFKA_RESP_ERR_NO_ERROR ? STATUS_OK : STATUS_FATAL;
}

/* ---- Reading back. */

/* Topics with one partition each, as the demo makes them. */
static const enum topic shown[] = { TOPIC_STORIES, TOPIC_STORY_EVENTS, TOPIC_DISCREPANCIES, TOPIC_DEADLETTER };
#define SHOWN_COUNT (sizeof shown / sizeof shown[0])

#define HEADERS_MAX 64

static enum status take(const struct settings *settings, const rd_kafka_message_t *message, struct demo_fold *fold)
{
	struct header items[HEADERS_MAX];
	struct output_message output = { .topic = settings_topic_of(settings, rd_kafka_topic_name(message->rkt)),
		                         .key = bytes_of(message->key, message->key_len), .value = bytes_of(message->payload, message->len), .headers = items };
	rd_kafka_headers_t *headers;
	if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
		const char *name;
		const void *value;
		size_t length;
		while (output.headers_count < HEADERS_MAX &&
		       rd_kafka_header_get_all(headers, output.headers_count, &name, &value, &length) == RD_KAFKA_RESP_ERR_NO_ERROR)
			items[output.headers_count++] = (struct header){ bytes_of_string(name), bytes_of(value, length) };
	}
	enum status status = demo_fold_take(fold, &output);
	if (status != STATUS_OK)
		log_error("%s, offset %" PRId64 ": not what its topic promises", rd_kafka_topic_name(message->rkt), message->offset);
	return status == STATUS_OK ? STATUS_OK : STATUS_FATAL;
}

static enum status read_all(rd_kafka_t *handle, const struct settings *settings, struct demo_fold *fold)
{
	enum status status = STATUS_OK;
	for (size_t ended = 0; status == STATUS_OK && ended < SHOWN_COUNT;) {
		rd_kafka_message_t *message = rd_kafka_consumer_poll(handle, WAIT_MS);
		if (message == NULL) {
			log_error("what was published could not be read back in time");
			return STATUS_FATAL;
		}
		if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
			ended++;
		else if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
			status = take(settings, message, fold);
		rd_kafka_message_destroy(message);
	}
	return status;
}

enum status demo_topics_read(const struct settings *settings, struct demo_fold *fold)
{
	struct kafka_trouble trouble = { .code = RD_KAFKA_RESP_ERR_NO_ERROR };
	const struct kafka_pair soon = { "fetch.wait.max.ms", "10" };
	rd_kafka_t *handle = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, "parallax-demo-reader", &soon, 1, &trouble));
	if (handle == NULL)
		return STATUS_FATAL;
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(SHOWN_COUNT);
	for (size_t i = 0; i < SHOWN_COUNT; i++)
		rd_kafka_topic_partition_list_add(list, settings->topics[shown[i]], 0)->offset = RD_KAFKA_OFFSET_BEGINNING;
	CHECK(rd_kafka_assign(handle, list) == RD_KAFKA_RESP_ERR_NO_ERROR);
	rd_kafka_topic_partition_list_destroy(list);
	enum status status = read_all(handle, settings, fold);
	rd_kafka_consumer_close(handle);
	rd_kafka_destroy(handle);
	return status;
}
