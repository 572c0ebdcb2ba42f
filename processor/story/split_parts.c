#include "split_parts.h"

#include "article_group.h"
#include "check.h"
#include "hash.h"
#include "record_codec.h"
#include "sketch_compare.h"

/* The story's articles as the match sees them. */
struct looked_at {
	const struct story_store *store;
	const struct match_means *means;
	struct arena *arena;
	struct match_article *articles[SPLIT_ARTICLES_MAX];
	clock_ms written[SPLIT_ARTICLES_MAX];
	struct story alone[SPLIT_ARTICLES_MAX]; /* each as a story of its own */
};

static void look_at(struct looked_at *looked, const struct split_parts *found)
{
	for (uint32_t i = 0; i < found->articles_count; i++) {
		const struct story_article *entry = &looked->store->articles[found->articles[i]];
		struct sketch_record record;
		const char *reason;
		CHECK(record_decode(entry->record, looked->arena, &record, &reason) == STATUS_OK);
		looked->articles[i] = arena_take(looked->arena, sizeof *looked->articles[i]);
		match_article_read(looked->store, &record, entry->language_number, looked->articles[i]);
		looked->written[i] = entry->written;
		looked->alone[i] = article_group((const struct match_article *const *)&looked->articles[i], &entry->written, 1, looked->arena);
	}
}

static bool is_copy(const struct story_store *store, const struct story_article *a, const struct story_article *b)
{
	struct sketch_similarity similarity;
	return sketch_compare(store->texts.kernel, &a->text, &b->text, &similarity) == STATUS_OK && similarity.jaccard >= MATCH_COPY;
}

static bool joins(const struct looked_at *looked, uint32_t article, const struct story *story)
{
	return match_score(looked->store, looked->means, looked->articles[article], story, looked->written[article]) >= SPLIT_HOLDS;
}

/* All articles of one part go to another. */
static void unite(struct split_parts *found, uint32_t from, uint32_t into)
{
	for (uint32_t i = 0; i < found->articles_count; i++)
		if (found->parts[i] == from)
			found->parts[i] = into;
}

static void unite_by_pairs(const struct looked_at *looked, struct split_parts *found)
{
	for (uint32_t i = 0; i < found->articles_count; i++)
		for (uint32_t k = 0; k < i; k++) {
			if (found->parts[i] == found->parts[k])
				continue;
			const struct story_article *a = &looked->store->articles[found->articles[i]], *b = &looked->store->articles[found->articles[k]];
			if (is_copy(looked->store, a, b) || joins(looked, i, &looked->alone[k]) || joins(looked, k, &looked->alone[i]))
				unite(found, found->parts[i], found->parts[k]);
		}
}

static uint32_t size_of(const struct split_parts *found, uint32_t part)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < found->articles_count; i++)
		count += found->parts[i] == part;
	return count;
}

static struct story group_of(const struct looked_at *looked, const struct split_parts *found, uint32_t part)
{
	const struct match_article *articles[SPLIT_ARTICLES_MAX];
	clock_ms written[SPLIT_ARTICLES_MAX];
	uint32_t count = 0;
	for (uint32_t i = 0; i < found->articles_count; i++)
		if (found->parts[i] == part) {
			articles[count] = looked->articles[i];
			written[count++] = looked->written[i];
		}
	return article_group(articles, written, count, looked->arena);
}

/* A part that holds with another, as a whole, is united with it. False when there was none. */
static bool unite_by_parts(const struct looked_at *looked, struct split_parts *found)
{
	for (uint32_t part = 0; part < found->articles_count; part++) {
		uint32_t size = size_of(found, part);
		if (size == 0)
			continue;
		struct story group = group_of(looked, found, part);
		for (uint32_t i = 0; i < found->articles_count; i++)
			if (found->parts[i] != part && size_of(found, found->parts[i]) <= size && joins(looked, i, &group)) {
				unite(found, found->parts[i], part);
				return true;
			}
	}
	return false;
}

/* True when an article of the part held to what is gone, or is the one that says something else now. */
static bool hung_on(const struct looked_at *looked, const struct split_parts *found, uint32_t part, const struct split_gone *gone,
                    const struct match_article *was)
{
	clock_ms written = gone->record->created;
	for (uint32_t i = 0; i < found->articles_count; i++) {
		if (found->parts[i] != part)
			continue;
		if (found->articles[i] == gone->changed)
			return true;
		if (written == CLOCK_ABSENT) /* no time to hold against it */
			written = looked->written[i];
		struct story alone = article_group(&was, &written, 1, looked->arena);
		if (joins(looked, i, &alone) ||
		    match_score(looked->store, looked->means, was, &looked->alone[i], written) >= SPLIT_HOLDS)
			return true;
	}
	return false;
}

/* What did not hang on what is gone stays with the largest part. */
static void keep_others(const struct looked_at *looked, struct split_parts *found, const struct split_gone *gone)
{
	if (gone->record == NULL || found->parts_count == 1)
		return;
	struct match_article *was = arena_take(looked->arena, sizeof *was);
	const uint64_t *language = map64_find(&looked->store->rarity.languages, hash_bytes(gone->record->language));
	match_article_read(looked->store, gone->record, language != NULL ? (unsigned)*language : RARITY_LANGUAGES - 1, was);
	for (uint32_t part = 1; part < found->parts_count; part++)
		if (!hung_on(looked, found, part, gone, was))
			unite(found, part, 0);
}

/* Numbers the parts, the largest and of those alike the one with the earliest article first. */
static void number_parts(struct split_parts *found)
{
	uint32_t taken[SPLIT_ARTICLES_MAX];
	found->parts_count = 0;
	for (uint32_t i = 0; i < found->articles_count; i++)
		taken[i] = NO_INDEX;
	for (;;) {
		uint32_t best = NO_INDEX;
		for (uint32_t i = 0; i < found->articles_count; i++)
			if (taken[i] == NO_INDEX && (best == NO_INDEX || size_of(found, found->parts[i]) > size_of(found, best)))
				best = found->parts[i];
		if (best == NO_INDEX)
			break;
		for (uint32_t i = 0; i < found->articles_count; i++)
			if (taken[i] == NO_INDEX && found->parts[i] == best)
				taken[i] = found->parts_count;
		found->parts_count++;
	}
	memcpy(found->parts, taken, sizeof taken);
}

void split_parts_find(const struct story_store *store, const struct match_means *means, uint32_t at, const struct split_gone *gone,
                      struct arena *arena, struct split_parts *ret_parts)
{
	const struct story *story = &store->stories[at];
	*ret_parts = (struct split_parts){ .parts_count = 1 };
	if (story->articles_count < 2 || story->articles_count > SPLIT_ARTICLES_MAX)
		return;
	for (uint32_t i = story->earliest; i != NO_INDEX; i = store->articles[i].next) {
		ret_parts->parts[ret_parts->articles_count] = ret_parts->articles_count;
		ret_parts->articles[ret_parts->articles_count++] = i;
	}
	struct looked_at *looked = arena_take(arena, sizeof *looked);
	*looked = (struct looked_at){ .store = store, .means = means, .arena = arena };
	look_at(looked, ret_parts);
	unite_by_pairs(looked, ret_parts);
	while (unite_by_parts(looked, ret_parts))
		;
	number_parts(ret_parts);
	keep_others(looked, ret_parts, gone);
	number_parts(ret_parts);
}
