#include "rdkafka_settings.h"

#include <stdio.h>

#include "check.h"

struct refusal {
	const char *name; /* ends in '*': whatever begins so */
	const char *reason;
};

static const struct refusal refusals[] = {
	{ "acks", "every copy must have what was published: less than all of them loses records, and 1 crashes a transactional "
	          "producer of librdkafka 2.0" },
	{ "request.required.acks", "every copy must have what was published; see acks" },
	{ "enable.ssl.certificate.verification",
	  "a broker whose certificate is not verified can be anyone; name its authority in rdkafka.ssl.ca.location" },
	{ "enable.*", "offsets are stored and committed by the batch, and what is switched on here decides whether a record can be "
	              "lost or doubled" },
	{ "auto.commit.*", "offsets are committed by the batch, in its transaction" },
	{ "auto.offset.reset", "a lost position must stop Parallax, not make it skip or repeat records" },
	{ "offset.store.*", "offsets are committed by the batch, in its transaction" },
	{ "isolation.level", "records of an aborted transaction must not be read" },
	{ "transactional.id", "it is made of the group's name, so that a frozen owner of the state is fenced" },
	{ "transaction.timeout.ms", "set transaction.timeout.ms itself, without rdkafka" },
	{ "group.id", "set group" },
	{ "group.instance.id", "a static member does not say that it leaves, so that a standby would wait for the session to time out" },
	{ "group.protocol*", "the owner of the state is found by an ordinary consumer group" },
	{ "partition.assignment.strategy", "the owner of the state is found by the strategy range; instances that differ would not form a group" },
	{ "session.timeout.ms", "set session.timeout.ms itself, without rdkafka" },
	{ "bootstrap.servers", "set brokers" },
	{ "metadata.broker.list", "set brokers" },
	{ "message.max.bytes", "set message.bytes.max" },
	{ "partitioner*", "all that is published about one story must go to one partition, by the same hash that Java clients use" },
	{ "allow.auto.create.topics", "a topic that appears by accident has the wrong clean-up policy; see --create-topics" },
	{ "check.crcs", "a record damaged on its way must be noticed" },
	{ "plugin.library.paths", "it would load foreign code into the process" },
	{ "delivery.report.only.error", "deliveries are counted" },
	{ "test.*", "it is for librdkafka's own tests" },
};

static bool is_named(const char *pattern, const char *name)
{
	size_t length = strlen(pattern);
	return pattern[length - 1] == '*' ? strncmp(pattern, name, length - 1) == 0 : strcmp(pattern, name) == 0;
}

/* librdkafka itself knows its names and what they may be. */
static enum status try_on_scratch(const char *name, const char *value, char *ret_reason, size_t size)
{
	char words[256];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	rd_kafka_conf_res_t result = rd_kafka_conf_set(conf, name, value, words, sizeof words);
	rd_kafka_conf_destroy(conf);
	if (result == RD_KAFKA_CONF_OK)
		return STATUS_OK;
	snprintf(ret_reason, size, "librdkafka %s does not take it: %s", rd_kafka_version_str(), words);
	return STATUS_BAD_INPUT;
}

enum status rdkafka_setting_check(const char *name, const char *value, char *ret_reason, size_t size)
{
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		if (!is_named(refusals[i].name, name))
			continue;
		snprintf(ret_reason, size, "it is refused: %s", refusals[i].reason);
		return STATUS_BAD_INPUT;
	}
	return try_on_scratch(name, value, ret_reason, size);
}

enum status rdkafka_settings_apply(const struct settings *settings, rd_kafka_conf_t *conf, char *ret_reason, size_t size)
{
	for (uint32_t i = 0; i < settings->rdkafka_count; i++) {
		const struct rdkafka_setting *one = &settings->rdkafka[i];
		char words[256];
		if (rd_kafka_conf_set(conf, one->name, one->value, words, sizeof words) != RD_KAFKA_CONF_OK) {
			snprintf(ret_reason, size, "rdkafka.%s: %s", one->name, words);
			return STATUS_BAD_INPUT;
		}
	}
	return STATUS_OK;
}

bool rdkafka_setting_is_secret(const char *name)
{
	return strstr(name, "password") != NULL || strstr(name, "secret") != NULL || strstr(name, "oauthbearer.config") != NULL ||
	       strcmp(name, "ssl.key.pem") == 0;
}
