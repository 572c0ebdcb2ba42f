/* rdkafka_settings.h: the settings that go to librdkafka as they are ("rdkafka.sasl.mechanism" and so on), but for those that
 * would break the guarantee or belong to a setting of our own. */
#ifndef PARALLAX_EDGE_RDKAFKA_SETTINGS_H
#define PARALLAX_EDGE_RDKAFKA_SETTINGS_H

#include <librdkafka/rdkafka.h>

#include "settings.h"

/* name is without "rdkafka.". BAD_INPUT with the reason when it is refused here or by librdkafka. */
enum status rdkafka_setting_check(const char *name, const char *value, char *ret_reason, size_t size);

/* Sets all of them; they were checked one by one. BAD_INPUT with librdkafka's words when it does not take one. */
enum status rdkafka_settings_apply(const struct settings *settings, rd_kafka_conf_t *conf, char *ret_reason, size_t size);

/* True of passwords and keys, which are not to be shown. */
bool rdkafka_setting_is_secret(const char *name);

#endif
