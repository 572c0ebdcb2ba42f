#include "verify_tally.h"

#include <stdio.h>
#include <stdlib.h>

#include "grow.h"
#include "hash.h"

/* A mark: the record is there, and how often it was answered (more than twice is twice). */
#define MARK_THERE 0x80u
#define MARK_TIMES 0x03u

void verify_tally_init(struct verify_tally *tally)
{
	*tally = (struct verify_tally){ .ranges = NULL };
	map64_init(&tally->seqs);
}

void verify_tally_free(struct verify_tally *tally)
{
	for (uint32_t i = 0; i < tally->ranges_count; i++)
		free(tally->ranges[i].marks);
	free(tally->ranges);
	free(tally->backwards.items);
	map64_free(&tally->seqs);
}

void verify_tally_range(struct verify_tally *tally, const char *topic, int32_t partition, int64_t from, int64_t to)
{
	GROW(tally->ranges, tally->ranges_count, tally->ranges_capacity);
	struct verify_range *range = &tally->ranges[tally->ranges_count++];
	*range = (struct verify_range){ .partition = partition, .from = from, .to = to > from ? to : from };
	snprintf(range->topic, sizeof range->topic, "%s", topic);
	range->marks = calloc((size_t)(range->to - range->from) + 1, 1);
	CHECK(range->marks != NULL);
}

static uint8_t *mark_of(struct verify_tally *tally, const char *topic, int32_t partition, int64_t offset)
{
	for (uint32_t i = 0; i < tally->ranges_count; i++) {
		struct verify_range *range = &tally->ranges[i];
		if (range->partition == partition && offset >= range->from && offset < range->to && strcmp(range->topic, topic) == 0)
			return &range->marks[offset - range->from];
	}
	return NULL;
}

void verify_tally_record(struct verify_tally *tally, const char *topic, int32_t partition, int64_t offset)
{
	uint8_t *mark = mark_of(tally, topic, partition, offset);
	if (mark != NULL)
		*mark |= MARK_THERE;
}

void verify_tally_answer(struct verify_tally *tally, const char *topic, int32_t partition, int64_t offset)
{
	uint8_t *mark = mark_of(tally, topic, partition, offset);
	if (mark != NULL && (*mark & MARK_TIMES) < 2)
		(*mark)++;
}

static void add(struct verify_coordinates *list, const char *topic, int32_t partition, int64_t offset)
{
	GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = (struct verify_place){ topic, partition, offset };
}

/* Deleted and opened anew under the same key, a story begins with a higher seq: the state's order never goes back. */
void verify_tally_story(struct verify_tally *tally, struct bytes key, int64_t seq, int32_t partition, int64_t offset)
{
	uint64_t *newest = map64_put(&tally->seqs, hash_bytes(key));
	tally->stories++;
	if (seq < (int64_t)*newest)
		add(&tally->backwards, "stories", partition, offset);
	else
		*newest = (uint64_t)seq;
}

void verify_tally_judge(const struct verify_tally *tally, struct verify_verdict *ret_verdict)
{
	*ret_verdict = (struct verify_verdict){ .stories = tally->stories };
	for (uint32_t i = 0; i < tally->ranges_count; i++) {
		const struct verify_range *range = &tally->ranges[i];
		for (int64_t k = 0; k < range->to - range->from; k++) {
			uint8_t mark = range->marks[k], times = mark & MARK_TIMES;
			ret_verdict->records += (mark & MARK_THERE) != 0;
			ret_verdict->answered += times == 1;
			if (times == 0 && (mark & MARK_THERE) != 0)
				add(&ret_verdict->missing, range->topic, range->partition, range->from + k);
			if (times > 1)
				add(&ret_verdict->doubled, range->topic, range->partition, range->from + k);
		}
	}
	for (uint32_t i = 0; i < tally->backwards.count; i++)
		add(&ret_verdict->backwards, tally->backwards.items[i].topic, tally->backwards.items[i].partition, tally->backwards.items[i].offset);
}

void verify_verdict_free(struct verify_verdict *verdict)
{
	free(verdict->missing.items);
	free(verdict->doubled.items);
	free(verdict->backwards.items);
}
