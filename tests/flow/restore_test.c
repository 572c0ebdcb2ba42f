/* A state restored from the changelog goes on exactly as the one that wrote it: the same bytes on every topic. A pass is thrown
 * away after every batch and the next one is built of what the changelog holds by then; beside it another one is never
 * interrupted. And batches of any size tell the same. The feed is the sample feed in several rounds over five weeks and once more months later, with versions, kills, embargoes and ticks between, so
 * that stories merge, split, close and end, and that the chunks of the counts go round many times and are swept.
 *
 * PARALLAX_RESTORE_FILE=FILE takes the articles of a file instead; PARALLAX_RESTORE_EVERY=N throws away after N batches. */
#include <stdio.h>
#include <stdlib.h>

#include "changelog_fold.h"
#include "check.h"
#include "check_that.h"
#include "grow.h"
#include "hash.h"
#include "pass_runner.h"

#define START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */
#define ROUNDS 3
#define COUNT_CHUNKS 64
#define BLOCK_BYTES ((size_t)4 << 20)

struct feed_line {
	struct bytes value; /* absent: only time goes on */
	clock_ms time;
};

static struct arena texts;
static struct feed_line *lines;
static uint32_t lines_count;
static uint32_t lines_capacity;

static void add_line(struct bytes value, clock_ms time)
{
	GROW(lines, lines_count, lines_capacity);
	lines[lines_count++] = (struct feed_line){ value, time };
}

/* The text with what stands behind every `"uri": "` or so replaced: the same article, under another name. */
static struct bytes renamed(const char *json, const char *field, const char *prefix)
{
	size_t size = strlen(json) + 4096, length = 0;
	char *text = arena_take(&texts, size);
	for (const char *at = json; *at != 0;) {
		if (strncmp(at, field, strlen(field)) == 0) {
			length += (size_t)snprintf(text + length, size - length, "%s%s", field, prefix);
			at += strlen(field);
		} else {
			text[length++] = *at++;
		}
		CHECK(length < size - 64);
	}
	text[length] = 0;
	return bytes_of(text, length);
}

static struct bytes field_of(const char *json, const char *field)
{
	const char *at = strstr(json, field);
	if (at == NULL)
		return (struct bytes){ NULL, 0 };
	at += strlen(field);
	return bytes_of(at, (size_t)(strchr(at, '"') - at));
}

static char *read_line(FILE *file)
{
	static char *line;
	static size_t size;
	ssize_t length = getline(&line, &size, file);
	if (length <= 0)
		return NULL;
	line[strcspn(line, "\r\n")] = 0;
	return (char *)(uintptr_t)arena_copy(&texts, bytes_of_string(line)).data;
}

static void add_withdrawal(const char *prefix, struct bytes uri, const char *status, clock_ms time)
{
	char *text = arena_take(&texts, uri.length + 256);
	int length = snprintf(text, uri.length + 256, "{\"uri\":\"%s%.*s\",\"version\":\"77\",\"pubstatus\":\"%s\",\"type\":\"text\"}", prefix,
	                      (int)uri.length, (const char *)uri.data, status);
	add_line(bytes_of(text, (size_t)length), time);
}

static void add_embargoed(const char *json, const char *prefix, clock_ms time)
{
	char until[64];
	long days = (long)(time / CLOCK_DAY) + 2 - 20157; /* days since 2025-03-10 */
	snprintf(until, sizeof until, "{\"embargoed\": \"2025-%02ld-%02ldT10:00:00Z\", ", 3 + (9 + days) / 31, 1 + (9 + days) % 31 % 28);
	struct bytes named = renamed(json, "\"uri\": \"", prefix);
	struct bytes text = renamed((const char *)named.data, "{", "");
	char *with = arena_take(&texts, text.length + 128);
	int length = snprintf(with, text.length + 128, "%s%s", until, (const char *)text.data + 1);
	add_line(bytes_of(with, (size_t)length), time);
}

#define FERRY "The ferry Ardmore sank off Morvena on Tuesday. At least %d people were killed, Captain Fergus Maclure said in Kinlochard."
#define STRIKE "Bakers in Tarnow went on strike on Tuesday. Piotr Zelinski of the union Chleb said %d people were detained at the mill of Bochnia."

static void add_article(const char *uri, unsigned number, const char *more, const char *headline, const char *body, clock_ms time)
{
	char *text = arena_take(&texts, 4096);
	int length = snprintf(text, 4096, "{\"uri\": \"%s:%u\", \"version\": \"1\", \"language\": \"en\", \"infosources\": [{\"name\": \"Wire %u\"}], %s"
	                                  "\"headlines\": [{\"value\": \"%s\"}], \"bodies\": [{\"contenttype\": \"text/plain\", \"value\": \"%s\"}]}",
	                      uri, number, number, more, headline, body);
	add_line(bytes_of(text, (size_t)length), time);
}

/* Two events, told of together and apart: round-ups that come first hold them in one story until they are killed, and it splits;
 * round-ups that come later speak for their being one. */
static void add_bridges(const char *prefix, bool first, clock_ms time)
{
	char uri[64], ferry[512], strike[512], both[1100];
	snprintf(uri, sizeof uri, "%sbridge", prefix);
	for (unsigned i = 0; i < 7; i++) {
		bool bridge = first ? i == 0 : i >= 4;
		snprintf(ferry, sizeof ferry, FERRY, 14 + (int)(i % 3) * 5);
		snprintf(strike, sizeof strike, STRIKE, 300 + (int)(i % 2) * 150);
		snprintf(both, sizeof both, "%s\\n%s", ferry, strike);
		add_article(uri, i, "", bridge ? "Tuesday: Ardmore off Morvena, bakers of Tarnow" : i % 2 == 0 ? "Ferry Ardmore sinks off Morvena" : "Bakers of Tarnow strike",
		            bridge ? both : i % 2 == 0 ? ferry : strike, time + i * 60000);
	}
	for (unsigned i = 0; i < 7; i++)
		if (first ? i == 0 : i >= 4)
			add_article(uri, i, "\"pubstatus\": \"canceled\", ", "Kill", "Kill", time + 3600000 + i * 60000);
}

/* One text from more outlets than the text index remembers, all but the first of them killed, and once more. */
static void add_copies(const char *prefix, clock_ms time)
{
	char uri[64];
	snprintf(uri, sizeof uri, "%scopy", prefix);
	for (unsigned i = 0; i <= 20; i++) {
		if (i == 20)
			for (unsigned k = 1; k < 20; k++)
				add_article(uri, k, "\"pubstatus\": \"canceled\", ", "Kill", "Kill", time + 1800000 + k * 1000);
		add_article(uri, i, "", "Harbour of Lindvik reopens after storm",
		            "The harbour of Lindvik reopened on Friday after the storm Agnete had closed it for six days, harbour master Tove Brandal said, and "
		            "the first coaster, the Solveig, left for Karmsund at noon with timber and two hundred sheep from the islands.",
		            time + (i == 20 ? 3600000 : i * 1000));
	}
}

static void make_feed(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *sample[4096];
	uint32_t count = 0;
	CHECK_THAT(file != NULL);
	while (file != NULL && count < 4096 && (sample[count] = read_line(file)) != NULL)
		count++;
	if (file != NULL)
		fclose(file);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		char prefix[32];
		snprintf(prefix, sizeof prefix, "urn:r%u:", round);
		add_copies(prefix, START + round * 12 * CLOCK_DAY - 14400000);
		add_bridges(prefix, round % 2 == 0, START + round * 12 * CLOCK_DAY - 7200000);
		for (uint32_t i = 0; i < count; i++) {
			clock_ms time = START + round * 12 * CLOCK_DAY + i * 90 * 60 * CLOCK_SECOND;
			struct bytes uri = field_of(sample[i], "\"uri\": \"");
			add_line(renamed(sample[i], "\"uri\": \"", prefix), time);
			if (uri.data != NULL && i % 5 == round)
				add_line(renamed((const char *)renamed(sample[i], "\"uri\": \"", prefix).data, "\"version\": \"", "9"), time + 1000);
			if (uri.data != NULL && i % 7 == 3)
				add_line(renamed((const char *)renamed(sample[i], "\"uri\": \"", prefix).data, "\"version\": \"", "99"), time + 2000);
			if (uri.data != NULL && i % 11 == 4)
				add_withdrawal(prefix, uri, i % 2 == 0 ? "canceled" : "withheld", time + 3000);
			if (uri.data != NULL && i % 13 == 5)
				add_embargoed(sample[i], "urn:held:", time + 4000);
			if (i % 17 == 9)
				add_line((struct bytes){ NULL, 0 }, time + 3600 * CLOCK_SECOND / 2);
		}
	}
	for (uint32_t i = 0; i < 30; i++) {
		add_line((struct bytes){ NULL, 0 }, START + (ROUNDS * 12 + i) * CLOCK_DAY);
		if (i % 3 == 2 && i / 3 < count) /* as new: all of the first round has been forgotten */
			add_line(renamed(sample[i / 3], "\"uri\": \"", "urn:r0:"), START + (ROUNDS * 12 + i) * CLOCK_DAY + 1);
	}
	/* When all that was counted has decayed to nothing: more articles than there are chunks to be swept. */
	for (uint32_t i = 0; i < count && i < 80; i++)
		add_line(renamed(sample[count - 1 - i], "\"uri\": \"", "urn:late:"), START + (ROUNDS * 12 + 100) * CLOCK_DAY + i * 60000);
}

static void read_feed(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *line;
	CHECK_THAT(file != NULL);
	while (file != NULL && (line = read_line(file)) != NULL)
		add_line(bytes_of_string(line), CLOCK_ABSENT);
	if (file != NULL)
		fclose(file);
}

static void run_batch(struct pass_runner *runner, uint32_t from, uint32_t count)
{
	outbox_clear(&runner->outbox);
	for (uint32_t i = from; i < from + count && i < lines_count; i++) {
		struct input_message message = { .at = { bytes_of_string("wire.articles"), 0, i }, .timestamp = lines[i].time, .value = lines[i].value };
		if (lines[i].value.data == NULL)
			pass_tick(&runner->pass, lines[i].time);
		else
			pass_record(&runner->pass, &message);
	}
	pass_finish(&runner->pass);
}

static bool views_equal(struct bytes a, struct bytes b)
{
	return (a.data == NULL) == (b.data == NULL) && bytes_equal(a, b);
}

static bool messages_equal(const struct output_message *a, const struct output_message *b)
{
	if (a->topic != b->topic || a->timestamp != b->timestamp || !views_equal(a->key, b->key) || !views_equal(a->value, b->value) ||
	    a->headers_count != b->headers_count)
		return false;
	for (uint32_t i = 0; i < a->headers_count; i++)
		if (!views_equal(a->headers[i].value, b->headers[i].value))
			return false;
	return true;
}

/* Prints where two outboxes part. */
static bool outboxes_equal(const struct outbox *a, const struct outbox *b, uint32_t batch)
{
	static const char *const topics[] = { "stories", "story-events", "discrepancies", "deadletter", "sketches", "changelog" };
	for (uint32_t i = 0; i < a->count || i < b->count; i++) {
		const struct output_message *left = i < a->count ? &a->messages[i] : NULL, *right = i < b->count ? &b->messages[i] : NULL;
		if (left != NULL && right != NULL && messages_equal(left, right))
			continue;
		const struct output_message *shown[2] = { left, right };
		printf("batch %u, message %u of %u and %u:\n", batch, i, a->count, b->count);
		for (int side = 0; side < 2; side++)
			if (shown[side] != NULL)
				printf("  %s: %s %.*s %.*s\n", side == 0 ? "uninterrupted" : "restored", topics[shown[side]->topic],
				       shown[side]->topic == TOPIC_CHANGELOG ? 1 : (int)shown[side]->key.length, (const char *)shown[side]->key.data,
				       shown[side]->topic == TOPIC_CHANGELOG ? 0 : (int)shown[side]->value.length, (const char *)shown[side]->value.data);
		return false;
	}
	return true;
}

static void take_changelog(struct changelog_fold *fold, const struct outbox *outbox)
{
	for (uint32_t i = 0; i < outbox->count; i++)
		if (outbox->messages[i].topic == TOPIC_CHANGELOG)
			changelog_fold_take(fold, outbox->messages[i].key, outbox->messages[i].value);
}

static bool restore(struct pass_runner *runner, const struct changelog_fold *fold)
{
	struct changelog_entries entries;
	const char *reason = "";
	pass_runner_begin(runner, COUNT_CHUNKS);
	enum status status = changelog_fold_entries(fold, &runner->arena, &entries, &reason);
	if (status == STATUS_OK)
		status = pass_restore(&runner->pass, entries, &reason);
	if (status != STATUS_OK)
		printf("%s\n", reason);
	return status == STATUS_OK;
}

static void goes_on_the_same(uint32_t batch_size, uint32_t every)
{
	struct pass_runner whole, broken;
	struct changelog_fold fold;
	uint64_t topics[TOPIC_COUNT] = { 0 };
	changelog_fold_init(&fold);
	pass_runner_begin(&whole, COUNT_CHUNKS);
	pass_runner_begin(&broken, COUNT_CHUNKS);
	bool same = true;
	for (uint32_t batch = 0; same && batch * batch_size < lines_count; batch++) {
		run_batch(&whole, batch * batch_size, batch_size);
		run_batch(&broken, batch * batch_size, batch_size);
		for (uint32_t i = 0; i < whole.outbox.count; i++)
			topics[whole.outbox.messages[i].topic]++;
		same = outboxes_equal(&whole.outbox, &broken.outbox, batch);
		take_changelog(&fold, &broken.outbox);
		if (batch % every != every - 1)
			continue;
		pass_runner_end(&broken);
		same = restore(&broken, &fold) && same;
		CHECK_THAT(broken.pass.changelog.digest == whole.pass.changelog.digest);
	}
	CHECK_THAT(same);
	struct story_counters counters = story_state_counters(whole.pass.stories);
	printf("batches of %u: %u lines; %llu events, %llu steps; %llu stories, %llu merges, %llu splits; live %llu entries, %llu bytes\n", batch_size,
	       lines_count, (unsigned long long)topics[TOPIC_STORY_EVENTS], (unsigned long long)topics[TOPIC_DISCREPANCIES],
	       (unsigned long long)counters.stories, (unsigned long long)counters.merges, (unsigned long long)counters.splits,
	       (unsigned long long)fold.live, (unsigned long long)fold.bytes);
	pass_runner_end(&whole);
	pass_runner_end(&broken);
	changelog_fold_free(&fold);
}

/* What a reader of the topics is left with: each event and step in order, and the last value of each story, of those that were
 * deleted as well. */
struct left_with {
	uint64_t steps, steps_digest, values_digest;
	uint32_t deleted;
	struct map64 values; /* hash of a story's key → hash of its value */
};

static uint64_t value_digest(uint64_t key, uint64_t value)
{
	return hash_mix(key ^ hash_mix(value));
}

static void take_deletion(struct left_with *left, uint64_t key)
{
	const uint64_t *value = map64_find(&left->values, key);
	CHECK_THAT(value != NULL); /* what a story was last was published before */
	if (value == NULL)
		return;
	left->deleted++;
	left->values_digest += value_digest(key, *value);
	map64_remove(&left->values, key);
}

static void take_outbox(struct left_with *left, const struct outbox *outbox)
{
	for (uint32_t i = 0; i < outbox->count; i++) {
		const struct output_message *message = &outbox->messages[i];
		if (message->topic == TOPIC_STORIES && message->value.data == NULL) {
			take_deletion(left, hash_bytes(message->key));
		} else if (message->topic == TOPIC_STORIES) {
			*map64_put(&left->values, hash_bytes(message->key)) = hash_bytes(message->value);
		} else if (message->topic == TOPIC_STORY_EVENTS || message->topic == TOPIC_DISCREPANCIES) {
			left->steps++;
			left->steps_digest = hash_mix(left->steps_digest ^ hash_bytes_seeded(message->value, message->topic));
		}
	}
}

static void take_in_batches(uint32_t batch_size, struct left_with *left)
{
	struct map64_slot *slots;
	struct pass_runner runner;
	*left = (struct left_with){ .steps = 0 };
	map64_init(&left->values);
	pass_runner_begin(&runner, COUNT_CHUNKS);
	for (uint32_t from = 0; from < lines_count; from += batch_size) {
		run_batch(&runner, from, batch_size);
		take_outbox(left, &runner.outbox);
	}
	uint32_t count = map64_chunk(&left->values, 0, 1, &runner.arena, &slots);
	for (uint32_t i = 0; i < count; i++)
		left->values_digest += value_digest(slots[i].key, slots[i].value);
	map64_free(&left->values);
	pass_runner_end(&runner);
}

/* Where a batch ends is chance: a consumer's poll, a restart, a replay. */
static void batches_decide_nothing(void)
{
	static const uint32_t sizes[] = { 1, 7, 1000 };
	struct left_with first, other;
	take_in_batches(sizes[0], &first);
	for (uint32_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
		take_in_batches(sizes[i], &other);
		CHECK_THAT(other.steps == first.steps && other.steps_digest == first.steps_digest);
		CHECK_THAT(other.deleted == first.deleted && other.values_digest == first.values_digest);
	}
}

int main(void)
{
	const char *path = getenv("PARALLAX_RESTORE_FILE"), *every = getenv("PARALLAX_RESTORE_EVERY");
	arena_init(&texts, BLOCK_BYTES);
	if (path != NULL)
		read_feed(path);
	else
		make_feed(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson");
	goes_on_the_same(1, every != NULL ? (uint32_t)atoi(every) : 1);
	goes_on_the_same(7, every != NULL ? (uint32_t)atoi(every) : 1);
	batches_decide_nothing();
	free(lines);
	arena_free(&texts);
	return check_that_result();
}
