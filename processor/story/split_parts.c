#include "split_parts.h"

#include "article_group.h"
#include "check.h"
#include "hash.h"
#include "record_codec.h"
#include "sketch_compare.h"

/* Some of the story's articles as the match sees them, and the parts that they make. */
struct sample {
	const struct story_store *store;
	const struct match_means *means;
	struct arena *arena;
	uint32_t articles[SPLIT_SAMPLE]; /* in the order in which they came */
	uint32_t parts[SPLIT_SAMPLE];
	uint32_t count, parts_count;
	struct match_article *read[SPLIT_SAMPLE];
	clock_ms written[SPLIT_SAMPLE];
	struct story alone[SPLIT_SAMPLE]; /* each as a story of its own */
};

static void read_article(const struct sample *sample, uint32_t article, struct match_article *ret_read)
{
	const struct story_article *entry = &sample->store->articles[article];
	struct sketch_record record;
	const char *reason;
	CHECK(record_decode(entry->record, sample->arena, &record, &reason) == STATUS_OK);
	match_article_read(sample->store, &record, entry->language_number, ret_read);
}

static void look_at(struct sample *sample, uint32_t article)
{
	uint32_t at = sample->count++;
	sample->articles[at] = article;
	sample->parts[at] = at;
	sample->read[at] = arena_take(sample->arena, sizeof *sample->read[at]);
	read_article(sample, article, sample->read[at]);
	sample->written[at] = sample->store->articles[article].written;
	sample->alone[at] = article_group((const struct match_article *const *)&sample->read[at], &sample->written[at], 1, sample->arena);
}

/* All articles; of a story with more than a sample those that came next, and each by which their number, scaled to the places left,
 * passes a whole one: the last of them does, and what says something else now is the last. */
static void look_at_story(struct sample *sample, const struct story *story, const struct split_gone *gone)
{
	const uint32_t spread = SPLIT_SAMPLE - SPLIT_CAME_NEXT;
	bool all = story->articles_count <= SPLIT_SAMPLE;
	uint32_t next = 0, number = 0;
	for (uint32_t i = story->earliest; i != NO_INDEX; i = sample->store->articles[i].next, number++) {
		bool came_next = next < SPLIT_CAME_NEXT && sample->store->articles[i].listed > gone->listed;
		bool in_turn = number * spread / story->articles_count != (number + 1) * spread / story->articles_count;
		next += came_next;
		if (all || came_next || in_turn)
			look_at(sample, i);
	}
}

static bool is_copy(const struct story_store *store, const struct story_article *a, const struct story_article *b)
{
	struct sketch_similarity similarity;
	return sketch_compare(store->texts.kernel, &a->text, &b->text, &similarity) == STATUS_OK && similarity.jaccard >= MATCH_COPY;
}

static bool joins(const struct sample *sample, uint32_t at, const struct story *story)
{
	return match_score(sample->store, sample->means, sample->read[at], story, sample->written[at]) >= SPLIT_HOLDS;
}

/* All articles of one part go to another. */
static void unite(struct sample *sample, uint32_t from, uint32_t into)
{
	for (uint32_t i = 0; i < sample->count; i++)
		if (sample->parts[i] == from)
			sample->parts[i] = into;
}

static void unite_by_pairs(struct sample *sample)
{
	for (uint32_t i = 0; i < sample->count; i++)
		for (uint32_t k = 0; k < i; k++) {
			if (sample->parts[i] == sample->parts[k])
				continue;
			const struct story_article *a = &sample->store->articles[sample->articles[i]], *b = &sample->store->articles[sample->articles[k]];
			if (is_copy(sample->store, a, b) || joins(sample, i, &sample->alone[k]) || joins(sample, k, &sample->alone[i]))
				unite(sample, sample->parts[i], sample->parts[k]);
		}
}

static uint32_t size_of(const struct sample *sample, uint32_t part)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < sample->count; i++)
		count += sample->parts[i] == part;
	return count;
}

static struct story group_of(const struct sample *sample, uint32_t part)
{
	const struct match_article *articles[SPLIT_SAMPLE];
	clock_ms written[SPLIT_SAMPLE];
	uint32_t count = 0;
	for (uint32_t i = 0; i < sample->count; i++)
		if (sample->parts[i] == part) {
			articles[count] = sample->read[i];
			written[count++] = sample->written[i];
		}
	return article_group(articles, written, count, sample->arena);
}

/* A part that holds with another, as a whole, is united with it. False when there was none. */
static bool unite_by_parts(struct sample *sample)
{
	for (uint32_t part = 0; part < sample->count; part++) {
		uint32_t size = size_of(sample, part);
		if (size == 0)
			continue;
		struct story group = group_of(sample, part);
		for (uint32_t i = 0; i < sample->count; i++)
			if (sample->parts[i] != part && size_of(sample, sample->parts[i]) <= size && joins(sample, i, &group)) {
				unite(sample, sample->parts[i], part);
				return true;
			}
	}
	return false;
}

/* True when an article of the part held to what is gone, or is the one that says something else now. */
static bool hung_on(const struct sample *sample, uint32_t part, const struct split_gone *gone, const struct match_article *was)
{
	clock_ms written = gone->record->created;
	for (uint32_t i = 0; i < sample->count; i++) {
		if (sample->parts[i] != part)
			continue;
		if (sample->articles[i] == gone->changed)
			return true;
		if (written == CLOCK_ABSENT) /* no time to hold against it */
			written = sample->written[i];
		struct story alone = article_group(&was, &written, 1, sample->arena);
		if (joins(sample, i, &alone) || match_score(sample->store, sample->means, was, &sample->alone[i], written) >= SPLIT_HOLDS)
			return true;
	}
	return false;
}

/* What did not hang on what is gone stays with the largest part. */
static void keep_others(struct sample *sample, const struct split_gone *gone)
{
	if (gone->record == NULL || sample->parts_count == 1)
		return;
	struct match_article *was = arena_take(sample->arena, sizeof *was);
	const uint64_t *language = map64_find(&sample->store->rarity.languages, hash_bytes(gone->record->language));
	match_article_read(sample->store, gone->record, language != NULL ? (unsigned)*language : RARITY_LANGUAGES - 1, was);
	for (uint32_t part = 1; part < sample->parts_count; part++)
		if (!hung_on(sample, part, gone, was))
			unite(sample, part, 0);
}

/* Numbers the parts of some articles, each below SPLIT_SAMPLE, anew: the largest and of those alike the one with the earliest article
 * first. Returns how many there are. */
static uint32_t number_parts(uint32_t *parts, uint32_t count)
{
	uint32_t sizes[SPLIT_SAMPLE] = { 0 }, firsts[SPLIT_SAMPLE], numbers[SPLIT_SAMPLE], numbered = 0;
	for (uint32_t i = count; i-- > 0;) {
		sizes[parts[i]]++;
		firsts[parts[i]] = i;
	}
	for (;; numbered++) {
		uint32_t best = NO_INDEX;
		for (uint32_t part = 0; part < SPLIT_SAMPLE; part++)
			if (sizes[part] > 0 && (best == NO_INDEX || sizes[part] > sizes[best] || (sizes[part] == sizes[best] && firsts[part] < firsts[best])))
				best = part;
		if (best == NO_INDEX)
			break;
		numbers[best] = numbered;
		sizes[best] = 0;
	}
	for (uint32_t i = 0; i < count; i++)
		parts[i] = numbers[parts[i]];
	return numbered;
}

/* ---- The rest of a large story, when its sample falls apart. */

struct groups {
	struct story parts[SPLIT_SAMPLE]; /* of the sample */
	uint32_t into[SPLIT_SAMPLE];      /* the part that it is one with by now, or itself */
	uint32_t count;                   /* of those that are not one */
};

/* To which part an article goes: that which it holds best to, or to none the largest. All that it holds to are one. */
static uint32_t hold(const struct sample *sample, uint32_t article, struct groups *groups)
{
	struct arena_mark mark = arena_mark(sample->arena);
	struct match_article *read = arena_take(sample->arena, sizeof *read);
	uint32_t held = NO_INDEX;
	read_article(sample, article, read);
	for (uint32_t part = 0; part < sample->parts_count; part++) {
		if (match_score(sample->store, sample->means, read, &groups->parts[part], sample->store->articles[article].written) < SPLIT_HOLDS)
			continue;
		uint32_t one = groups->into[part];
		groups->count -= held != NO_INDEX && one != held;
		for (uint32_t i = 0; held != NO_INDEX && i < sample->parts_count; i++)
			groups->into[i] = groups->into[i] == one ? held : groups->into[i];
		held = groups->into[part];
	}
	arena_rewind(sample->arena, mark);
	return held == NO_INDEX ? 0 : held;
}

/* Puts each of the story's articles to a part, while there is more than one. */
static void take_all(const struct sample *sample, const struct story *story, struct split_parts *ret_parts)
{
	struct groups *groups = arena_take(sample->arena, sizeof *groups);
	uint32_t looked_at = 0;
	groups->count = sample->parts_count;
	for (uint32_t part = 0; part < sample->parts_count; part++) {
		groups->parts[part] = group_of(sample, part);
		groups->into[part] = part;
	}
	ret_parts->articles = arena_take(sample->arena, story->articles_count * sizeof *ret_parts->articles);
	ret_parts->parts = arena_take(sample->arena, story->articles_count * sizeof *ret_parts->parts);
	for (uint32_t i = story->earliest; i != NO_INDEX && groups->count > 1; i = sample->store->articles[i].next) {
		bool known = looked_at < sample->count && sample->articles[looked_at] == i;
		ret_parts->articles[ret_parts->articles_count] = i;
		ret_parts->parts[ret_parts->articles_count++] = known ? sample->parts[looked_at++] : hold(sample, i, groups);
	}
	if (groups->count == 1)
		return;
	for (uint32_t i = 0; i < ret_parts->articles_count; i++)
		ret_parts->parts[i] = groups->into[ret_parts->parts[i]];
	ret_parts->parts_count = number_parts(ret_parts->parts, ret_parts->articles_count);
}

void split_parts_find(const struct story_store *store, const struct match_means *means, uint32_t at, const struct split_gone *gone,
                      struct arena *arena, struct split_parts *ret_parts)
{
	const struct story *story = &store->stories[at];
	*ret_parts = (struct split_parts){ .parts_count = 1 };
	if (story->articles_count < 2 || story->articles_count > SPLIT_ARTICLES_MAX)
		return;
	struct sample *sample = arena_take(arena, sizeof *sample);
	*sample = (struct sample){ .store = store, .means = means, .arena = arena };
	look_at_story(sample, story, gone);
	unite_by_pairs(sample);
	while (unite_by_parts(sample))
		;
	sample->parts_count = number_parts(sample->parts, sample->count);
	keep_others(sample, gone);
	sample->parts_count = number_parts(sample->parts, sample->count);
	if (sample->parts_count > 1)
		take_all(sample, story, ret_parts);
}
