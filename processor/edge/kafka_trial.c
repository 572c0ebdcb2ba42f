#include "kafka_trial.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* PARTITION:OFFSET:TOPIC, up to a blank. */
static void read_record(const char *text, struct trial_record *ret_record)
{
	char *end;
	*ret_record = (struct trial_record){ .known = false };
	long partition = strtol(text, &end, 10);
	if (*end != ':')
		return;
	long long offset = strtoll(end + 1, &end, 10);
	size_t length = *end == ':' ? strcspn(end + 1, " ") : 0;
	if (length == 0 || length >= TRIAL_TOPIC_SIZE)
		return;
	memcpy(ret_record->topic, end + 1, length);
	ret_record->topic[length] = 0;
	ret_record->partition = (int32_t)partition;
	ret_record->offset = offset;
	ret_record->known = true;
}

static bool is_same(const struct trial_record *a, const struct trial_record *b)
{
	return a->known && b->known && a->partition == b->partition && a->offset == b->offset && strcmp(a->topic, b->topic) == 0;
}

uint32_t kafka_trial_starts(const char *note, const char *instance)
{
	const char *at = strncmp(note, instance, strlen(instance)) == 0 ? NULL : strstr(note, " starts=");
	return at == NULL ? 0 : (uint32_t)strtoul(at + 8, NULL, 10);
}

void kafka_trial_begin(struct kafka_trial *trial, const char *note)
{
	struct trial_record tried = { .known = false };
	const char *at;
	*trial = (struct kafka_trial){ .starts = 0 };
	if ((at = strstr(note, " starts=")) != NULL)
		trial->starts = (uint32_t)strtoul(at + 8, NULL, 10);
	if ((at = strstr(note, " try=")) != NULL)
		read_record(at + 5, &tried);
	if ((at = strstr(note, " suspect=")) != NULL) {
		char *end;
		trial->suspect_times = (uint32_t)strtoul(at + 9, &end, 10);
		if (*end == ':')
			read_record(end + 1, &trial->suspect);
	}
	/* Whoever tried it did not come to the commit. */
	if (tried.known) {
		trial->suspect_times = is_same(&tried, &trial->suspect) ? trial->suspect_times + 1 : 1;
		trial->suspect = tried;
	}
	if (trial->suspect.known || trial->starts >= TRIAL_ALONE_STARTS)
		trial->care = TRIAL_ALONE;
	else if (trial->starts >= TRIAL_STARTS_MAX)
		trial->care = TRIAL_IN_CHILD;
	trial->starts++;
}

uint32_t kafka_trial_records(const struct kafka_trial *trial, uint32_t records)
{
	switch (trial->care) {
	case TRIAL_NO_CARE:
		return records;
	case TRIAL_IN_CHILD:
		return records < TRIAL_BATCH_RECORDS ? records : TRIAL_BATCH_RECORDS;
	case TRIAL_ALONE:
		return 1;
	}
	return records;
}

bool kafka_trial_take(struct kafka_trial *trial, const struct coordinates *at)
{
	trial->now = (struct trial_record){ .known = true, .partition = at->partition, .offset = at->offset };
	snprintf(trial->now.topic, sizeof trial->now.topic, "%.*s", (int)at->topic.length, (const char *)at->topic.data);
	return is_same(&trial->now, &trial->suspect) && trial->suspect_times >= TRIAL_ALONE_MAX;
}

void kafka_trial_committed(struct kafka_trial *trial, bool passed)
{
	trial->starts = 1;
	bool cleared = is_same(&trial->now, &trial->suspect);
	if (passed || cleared)
		trial->suspect.known = false;
	if (passed)
		trial->care = TRIAL_NO_CARE;
	else if (cleared)
		trial->care = TRIAL_IN_CHILD;
	trial->now.known = false;
}

void kafka_trial_end(struct kafka_trial *trial)
{
	trial->starts = 0;
	trial->now.known = false;
}

bool kafka_trial_note(const struct kafka_trial *trial, const char *instance, char *ret_note, size_t size)
{
	size_t length = (size_t)snprintf(ret_note, size, "%s", instance), bare = length;
	if (trial->starts > 0)
		length += (size_t)snprintf(ret_note + length, size - length, " starts=%" PRIu32, trial->starts);
	if (trial->now.known)
		length += (size_t)snprintf(ret_note + length, size - length, " try=%" PRId32 ":%" PRId64 ":%s", trial->now.partition,
		                           trial->now.offset, trial->now.topic);
	if (trial->suspect.known)
		length += (size_t)snprintf(ret_note + length, size - length, " suspect=%" PRIu32 ":%" PRId32 ":%" PRId64 ":%s",
		                           trial->suspect_times, trial->suspect.partition, trial->suspect.offset, trial->suspect.topic);
	return length > bare;
}
