#include "ledger_article.h"

#include <stdlib.h>

#include "check.h"
#include "hash.h"

static struct bytes copy_part(uint8_t **at, struct bytes view)
{
	struct bytes copy = bytes_of(*at, view.length);
	if (view.length > 0)
		memcpy(*at, view.data, view.length);
	*at += view.length;
	return copy;
}

static size_t texts_length(const struct sketch_record *record)
{
	size_t length = record->uri.length + record->source.length + record->language.length;
	for (uint32_t i = 0; i < record->claims_count; i++)
		length += record->claims[i].raw.length + record->claims[i].sentence.length;
	for (uint32_t i = 0; i < record->figures_count; i++)
		length += record->figures[i].raw.length + record->figures[i].sentence.length;
	return length;
}

/* Figures of one sentence mostly share its text. */
static void copy_placed(struct ledger_article *article, const struct sketch_record *record, uint8_t **at)
{
	for (uint32_t i = 0; i < record->figures_count; i++) {
		struct placed_figure *figure = &article->figures[i];
		bool shared = i > 0 && bytes_equal(record->figures[i].sentence, record->figures[i - 1].sentence);
		*figure = record->figures[i];
		figure->raw = copy_part(at, record->figures[i].raw);
		figure->sentence = shared ? figure[-1].sentence : copy_part(at, record->figures[i].sentence);
	}
	if (record->anchors_count > 0)
		memcpy(article->anchors, record->anchors, record->anchors_count * sizeof *article->anchors);
}

static void sign(struct ledger_article *article, uint64_t hash)
{
	uint64_t bit = hash % (64u * ARTICLE_SIGNATURE_WORDS);
	article->signature[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static void sign_all(struct ledger_article *article)
{
	for (uint32_t i = 0; i < article->figures_count; i++) {
		uint64_t bits;
		memcpy(&bits, &article->figures[i].readings[0], sizeof bits);
		sign(article, hash_mix(bits));
	}
	for (uint32_t i = 0; i < article->anchors_count; i++)
		sign(article, hash_mix(article->anchors[i].key));
}

uint32_t ledger_article_shared(const struct ledger_article *a, const struct ledger_article *b)
{
	uint32_t shared = 0;
	for (uint32_t i = 0; i < ARTICLE_SIGNATURE_WORDS; i++)
		shared += (uint32_t)__builtin_popcountll(a->signature[i] & b->signature[i]);
	return shared;
}

struct ledger_article *ledger_article_new(const struct sketch_record *record, uint64_t origin, clock_ms time)
{
	size_t claims = sizeof(struct ledger_article) + record->claims_count * sizeof(struct claim);
	size_t figures = claims + record->figures_count * sizeof(struct placed_figure);
	size_t structs = figures + record->anchors_count * sizeof(struct placed_key);
	struct ledger_article *article = malloc(structs + texts_length(record));
	CHECK(article != NULL);
	uint8_t *at = (uint8_t *)article + structs;
	*article = (struct ledger_article){ .references = 1, .version = record->version, .origin = origin,
		.published = record->created != CLOCK_ABSENT ? record->created : time,
		.correction = record->correction, .claims_count = record->claims_count,
		.figures_count = record->figures_count, .anchors_count = record->anchors_count };
	article->figures = (struct placed_figure *)(void *)((uint8_t *)article + claims);
	article->anchors = (struct placed_key *)(void *)((uint8_t *)article + figures);
	article->uri = copy_part(&at, record->uri);
	article->source = copy_part(&at, record->source);
	article->language = copy_part(&at, record->language);
	for (uint32_t i = 0; i < record->claims_count; i++) {
		article->claims[i] = record->claims[i];
		article->claims[i].raw = copy_part(&at, record->claims[i].raw);
		article->claims[i].sentence = copy_part(&at, record->claims[i].sentence);
	}
	copy_placed(article, record, &at);
	sign_all(article);
	return article;
}

struct claim ledger_article_claim(const struct ledger_article *article, uint32_t index)
{
	if (index < article->claims_count)
		return article->claims[index];
	const struct placed_figure *figure = &article->figures[index - article->claims_count];
	return (struct claim){ .kind = figure->kind, .counted = figure->counted, .bound = figure->bound, .unit = figure->unit,
		.currency = figure->currency, .field = figure->field, .vague = figure->vague, .line = figure->line,
		.sentence_number = figure->sentence_number, .exact = figure->readings[0], .low = figure->low, .high = figure->high,
		.as_of = article->published, .as_of_basis = AS_OF_PUBLISHED, .received_bytes = figure->received_bytes,
		.received_points = figure->received_points, .raw = figure->raw, .sentence = figure->sentence };
}

struct ledger_article *ledger_article_keep(struct ledger_article *article)
{
	article->references++;
	return article;
}

void ledger_article_release(struct ledger_article *article)
{
	if (article != NULL && --article->references == 0)
		free(article);
}
