/* Without transactions a crash can leave a batch on the changelog in part. Torn at every message of every batch: the state is that
 * before the batch, goes on as one that was never interrupted, and the changelog is whole again with the next batch, though that is
 * another one; also where the one that takes it back is torn as well, and where compaction has gone over all of it since. */
#include <stdio.h>
#include <stdlib.h>

#include "change_codec.h"
#include "changelog_fold.h"
#include "check.h"
#include "check_that.h"
#include "grow.h"
#include "pass_runner.h"

#define START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */
#define BATCH 4
#define COUNT_CHUNKS 4
#define BATCHES 4
#define ARTICLES (BATCH * BATCHES)

static struct arena texts;
static struct bytes articles[ARTICLES];

/* Three events, told of by turns; the last articles come in the place of the first, so that entries are replaced and taken back. */
static void make_articles(void)
{
	static const char *const bodies[] = {
		"The ferry Ardmore sank off Morvena on Tuesday. At least %u people were killed, Captain Fergus Maclure said in Kinlochard.",
		"Bakers in Tarnow went on strike on Tuesday. Piotr Zelinski of the union Chleb said %u people were detained at Bochnia.",
		"The harbour of Lindvik reopened after the storm Agnete, harbour master Tove Brandal said. The Solveig left with %u sheep.",
	};
	for (unsigned i = 0; i < ARTICLES; i++) {
		char body[512], *text = arena_take(&texts, 1024);
		unsigned which = i < 12 ? i : i - 12;
		snprintf(body, sizeof body, bodies[which % 3], 14 + i / 3);
		int length = snprintf(text, 1024, "{\"uri\": \"urn:%u\", \"version\": \"%u\", %s\"language\": \"en\", \"infosources\": [{\"name\": \"Wire %u\"}], "
		                                  "\"headlines\": [{\"value\": \"Report %u\"}], \"bodies\": [{\"contenttype\": \"text/plain\", \"value\": \"%s\"}]}",
		                      which, 1 + i / 12, i == 14 ? "\"pubstatus\": \"canceled\", " : "", which % 4, which, body);
		articles[i] = bytes_of(text, (size_t)length);
	}
}

static void run_batch(struct pass_runner *runner, uint32_t from, uint32_t count)
{
	outbox_clear(&runner->outbox);
	for (uint32_t i = from; i < from + count; i++) {
		struct input_message message = { .at = { bytes_of_string("wire.articles"), 0, i }, .timestamp = START + i * 60000, .value = articles[i] };
		pass_record(&runner->pass, &message);
	}
	pass_finish(&runner->pass);
}

/* The topic: all that ever came, in order. */
struct topic_log {
	struct changelog_record_bytes {
		struct bytes key, value;
	} *items;
	uint32_t count, capacity;
};

/* Appends the first messages of the outbox's changelog; all: NO_TEAR. Returns how many there are. */
#define NO_TEAR UINT32_MAX
static uint32_t append(struct topic_log *log, const struct outbox *outbox, uint32_t first)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < outbox->count; i++) {
		const struct output_message *message = &outbox->messages[i];
		if (message->topic != TOPIC_CHANGELOG || count++ >= first)
			continue;
		GROW(log->items, log->count, log->capacity);
		log->items[log->count++] = (struct changelog_record_bytes){ arena_copy(&texts, message->key), arena_copy(&texts, message->value) };
	}
	return count;
}

static bool is_superseded(const struct topic_log *log, uint32_t at)
{
	for (uint32_t i = at + 1; i < log->count; i++)
		if (bytes_equal(log->items[i].key, log->items[at].key))
			return true;
	return false;
}

static bool restore(struct pass_runner *runner, const struct topic_log *log, bool compacted)
{
	struct changelog_fold fold;
	struct changelog_entries entries;
	const char *reason = "";
	changelog_fold_init(&fold);
	for (uint32_t i = 0; i < log->count; i++)
		if (!compacted || !is_superseded(log, i))
			changelog_fold_take(&fold, log->items[i].key, log->items[i].value);
	pass_runner_begin(runner, COUNT_CHUNKS);
	enum status status = changelog_fold_entries(&fold, &runner->arena, &entries, &reason);
	if (status == STATUS_OK)
		status = pass_restore(&runner->pass, entries, &reason);
	if (status == STATUS_OK)
		pass_mend(&runner->pass, changelog_fold_torn(&fold, &runner->arena));
	else
		printf("refused: %s\n", reason);
	changelog_fold_free(&fold);
	return status == STATUS_OK;
}

/* All but the changelog: what stands in front of its first entry differs. */
static bool published_the_same(const struct outbox *a, const struct outbox *b)
{
	uint32_t i = 0, k = 0;
	for (;; i++, k++) {
		while (i < a->count && a->messages[i].topic == TOPIC_CHANGELOG)
			i++;
		while (k < b->count && b->messages[k].topic == TOPIC_CHANGELOG)
			k++;
		if (i == a->count || k == b->count)
			return i == a->count && k == b->count;
		if (a->messages[i].topic != b->messages[k].topic || !bytes_equal(a->messages[i].value, b->messages[k].value))
			return false;
	}
}

/* The log before the batch, some of the batch's messages, and, when again is one, some messages of the batch that takes it back. Then
 * the records come once more, in other batches. */
static uint32_t tear(const struct topic_log *before, uint32_t batch, uint32_t messages, uint32_t again)
{
	struct topic_log log = { .count = 0 };
	struct pass_runner whole, broken, last;
	uint32_t from = batch * BATCH, second = 0;
	for (uint32_t i = 0; i < before->count; i++) {
		GROW(log.items, log.count, log.capacity);
		log.items[log.count++] = before->items[i];
	}
	CHECK_THAT(restore(&whole, before, false));
	CHECK_THAT(restore(&broken, before, false));
	run_batch(&broken, from, BATCH);
	append(&log, &broken.outbox, messages);
	pass_runner_end(&broken);
	CHECK_THAT(restore(&broken, &log, false));
	if (again != NO_TEAR) {
		run_batch(&broken, from, 2);
		second = append(&log, &broken.outbox, again);
		bool is_whole = again >= second;
		pass_runner_end(&broken);
		CHECK_THAT(restore(&broken, &log, false));
		from += is_whole ? 2 : 0;
		if (is_whole)
			run_batch(&whole, batch * BATCH, 2);
	}
	for (uint32_t i = from; i < (batch + 1) * BATCH; i++) {
		run_batch(&whole, i, 1);
		run_batch(&broken, i, 1);
		CHECK_THAT(published_the_same(&whole.outbox, &broken.outbox));
		CHECK_THAT(whole.pass.changelog.digest == broken.pass.changelog.digest);
		append(&log, &broken.outbox, NO_TEAR);
		for (int compacted = 0; compacted < 2; compacted++) {
			CHECK_THAT(restore(&last, &log, compacted == 1));
			CHECK_THAT(last.pass.changelog.digest == whole.pass.changelog.digest);
			pass_runner_end(&last);
		}
	}
	pass_runner_end(&whole);
	pass_runner_end(&broken);
	free(log.items);
	return second;
}

static void torn_anywhere(void)
{
	struct topic_log log = { .count = 0 };
	struct pass_runner runner;
	uint32_t tears = 0;
	pass_runner_begin(&runner, COUNT_CHUNKS);
	for (uint32_t batch = 0; batch < BATCHES; batch++) {
		run_batch(&runner, batch * BATCH, BATCH);
		uint32_t messages = append(&(struct topic_log){ .count = 0 }, &runner.outbox, 0);
		for (uint32_t torn = 0; torn < messages; torn++, tears++)
			tear(&log, batch, torn, NO_TEAR);
		uint32_t middle = messages / 2, second = tear(&log, batch, middle, 0);
		for (uint32_t again = 1; again <= second; again++, tears++)
			tear(&log, batch, middle, again);
		append(&log, &runner.outbox, NO_TEAR);
	}
	printf("torn %u times\n", tears);
	pass_runner_end(&runner);
	free(log.items);
}

/* What a whole changelog says when its head is gone is no torn first batch. */
static void a_lost_head_is_refused(void)
{
	struct topic_log log = { .count = 0 };
	struct pass_runner runner, restored;
	pass_runner_begin(&runner, COUNT_CHUNKS);
	run_batch(&runner, 0, BATCH);
	append(&log, &runner.outbox, NO_TEAR);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < log.count; i++) {
		struct changelog_key key;
		CHECK(changelog_key_decode(log.items[i].key, &key) == STATUS_OK);
		if (key.kind != CHANGELOG_HEAD)
			log.items[kept++] = log.items[i];
	}
	CHECK_THAT(kept == log.count - 2);
	log.count = kept;
	CHECK_THAT(!restore(&restored, &log, false));
	pass_runner_end(&restored);
	pass_runner_end(&runner);
	free(log.items);
}

int main(void)
{
	arena_init(&texts, 1 << 20);
	make_articles();
	torn_anywhere();
	a_lost_head_is_refused();
	arena_free(&texts);
	return check_that_result();
}
