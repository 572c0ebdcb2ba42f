#include "kafka_handle.h"

#include <stdio.h>
#include <time.h>

#include "check.h"
#include "kafka_statistics.h"
#include "log.h"
#include "rdkafka_settings.h"

#define READER_PAIRS_MAX 24
#define TROUBLE_LOG_MS (30 * CLOCK_SECOND)

struct advice {
	rd_kafka_resp_err_t code;
	bool permanent;
	const char *words;
};

static const struct advice advices[] = {
	{ RD_KAFKA_RESP_ERR__AUTHENTICATION, false, ": check the user, the password and rdkafka.sasl.mechanism" },
	{ RD_KAFKA_RESP_ERR__SSL, false, ": check rdkafka.security.protocol, rdkafka.ssl.ca.location and the broker's certificate" },
	{ RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, true,
	  ": the broker must allow this user to read the input topics, and to write, describe and read the output topics" },
	{ RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, true, ": the broker must allow this user to read the consumer group" },
	{ RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED, true,
	  ": the broker must allow this user to write and describe the transactional id, the group's name and \"-cluster\", and of the sketch stage those that begin with it and \"-sketch-\"" },
	{ RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, true, ": the broker must allow this user to write idempotently" },
	{ RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, true,
	  ": raise the topic's max.message.bytes to message.bytes.max and a little more, or lower message.bytes.max" },
	{ RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, true, ": the topic or its partition is not there; `parallax run --create-topics` makes what is missing" },
	{ RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, true, ": the topic is not there; `parallax run --create-topics` makes what is missing" },
	{ RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, true, ": the topic has fewer partitions than it needs" },
	{ RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT, true, ": lower transaction.timeout.ms to the broker's transaction.max.timeout.ms" },
	{ RD_KAFKA_RESP_ERR_INVALID_SESSION_TIMEOUT, true,
	  ": session.timeout.ms must lie between the broker's group.min.session.timeout.ms and group.max.session.timeout.ms" },
	{ RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, true, ": this broker has no transactions; with --guarantee at_least_once it will do" },
	{ RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION, true, ": this broker is too old; Kafka 2.5 and later will do" },
	{ RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL, true, ": another kind of consumer uses this group; choose another name with --group" },
};

static const struct advice *advice_of(rd_kafka_resp_err_t code)
{
	for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++)
		if (advices[i].code == code)
			return &advices[i];
	return NULL;
}

const char *kafka_advice(rd_kafka_resp_err_t code)
{
	const struct advice *advice = advice_of(code);
	return advice == NULL ? "" : advice->words;
}

bool kafka_error_is_permanent(rd_kafka_resp_err_t code)
{
	const struct advice *advice = advice_of(code);
	return advice != NULL && advice->permanent;
}

clock_ms kafka_wall_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (clock_ms)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* librdkafka's own lines are for those who look closer: what a user must know comes by the errors as well. */
static void on_log(const rd_kafka_t *handle, int level, const char *facility, const char *words)
{
	(void)handle;
	log_debug("librdkafka: %d: %s: %s", level, facility, words);
}

/* Called in the thread that polls the handle. */
static void on_error(rd_kafka_t *handle, int error, const char *words, void *opaque)
{
	struct kafka_trouble *trouble = opaque;
	char fatal[512];
	trouble->fresh = true;
	rd_kafka_resp_err_t code = (rd_kafka_resp_err_t)error;
	if (code == RD_KAFKA_RESP_ERR__FATAL) {
		code = rd_kafka_fatal_error(handle, fatal, sizeof fatal);
		words = fatal;
	}
	if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
		return; /* why was told before, for each of them */
	clock_ms now = kafka_wall_clock();
	bool news = code != trouble->code || now - trouble->logged_at > TROUBLE_LOG_MS;
	trouble->code = code;
	snprintf(trouble->words, sizeof trouble->words, "%s", words);
	if (!news)
		return;
	trouble->logged_at = now;
	if (!trouble->quiet)
		log_warning("Kafka: %s%s", words, kafka_advice(code));
}

static int on_statistics(rd_kafka_t *handle, char *json, size_t length, void *opaque)
{
	struct kafka_trouble *trouble = opaque;
	(void)handle;
	trouble->brokers_up = kafka_statistics_brokers_up(bytes_of(json, length));
	return 0;
}

static bool set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
	char words[256];
	if (rd_kafka_conf_set(conf, name, value, words, sizeof words) == RD_KAFKA_CONF_OK)
		return true;
	log_error("librdkafka %s does not take %s=%s: %s", rd_kafka_version_str(), name, value, words);
	return false;
}

rd_kafka_conf_t *kafka_conf_new(const struct settings *settings, const struct kafka_pair *pairs, size_t pairs_count, void *opaque)
{
	char reason[512];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	rd_kafka_conf_set_opaque(conf, opaque);
	rd_kafka_conf_set_log_cb(conf, on_log);
	rd_kafka_conf_set_error_cb(conf, on_error);
	rd_kafka_conf_set_stats_cb(conf, on_statistics);
	bool taken = set(conf, "bootstrap.servers", settings->brokers) && set(conf, "client.id", "parallax") &&
	             set(conf, "socket.nagle.disable", "true") && set(conf, "socket.keepalive.enable", "true") &&
	             /* A broker that comes back is seen soon: by itself librdkafka would look every ten seconds. */
	             set(conf, "reconnect.backoff.max.ms", "1000");
	for (size_t i = 0; taken && i < pairs_count; i++)
		taken = set(conf, pairs[i].name, pairs[i].value);
	if (taken && rdkafka_settings_apply(settings, conf, reason, sizeof reason) != STATUS_OK) {
		log_error("%s", reason);
		taken = false;
	}
	if (taken)
		return conf;
	rd_kafka_conf_destroy(conf);
	return NULL;
}

rd_kafka_conf_t *kafka_reader_conf_new(const struct settings *settings, const char *group, const struct kafka_pair *pairs, size_t pairs_count,
                                       void *opaque)
{
	struct kafka_pair all[READER_PAIRS_MAX] = {
		{ "group.id", group },
		{ "enable.auto.commit", "false" },
		{ "enable.auto.offset.store", "false" },
		{ "auto.offset.reset", "error" },
		{ "isolation.level", "read_committed" },
		{ "check.crcs", "true" },
		{ "enable.partition.eof", "true" },
		{ "fetch.wait.max.ms", "100" },
	};
	size_t count = 0;
	while (all[count].name != NULL)
		count++;
	CHECK(count + pairs_count <= READER_PAIRS_MAX);
	for (size_t i = 0; i < pairs_count; i++)
		all[count++] = pairs[i];
	return kafka_conf_new(settings, all, count, opaque);
}

rd_kafka_t *kafka_handle_new(rd_kafka_type_t type, rd_kafka_conf_t *conf)
{
	char words[512];
	rd_kafka_t *handle = conf == NULL ? NULL : rd_kafka_new(type, conf, words, sizeof words);
	if (conf != NULL && handle == NULL) {
		log_error("the Kafka client does not start: %s", words);
		rd_kafka_conf_destroy(conf);
	}
	return handle;
}
