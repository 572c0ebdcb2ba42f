#include "kafka_statistics.h"

#include <jansson.h>

int kafka_statistics_brokers_up(struct bytes json)
{
	const char *name;
	json_t *broker, *all = json_loadb((const char *)json.data, json.length, 0, NULL), *brokers = json_object_get(all, "brokers");
	int up = json_is_object(brokers) ? 0 : -1;
	json_object_foreach(brokers, name, broker) {
		const char *state = json_string_value(json_object_get(broker, "state"));
		up += state != NULL && strcmp(state, "UP") == 0;
	}
	json_decref(all);
	return up;
}
