#include "ledger_article.h"

#include <stdlib.h>

#include "check.h"

static struct bytes copy_part(uint8_t **at, struct bytes view)
{
	struct bytes copy = bytes_of(*at, view.length);
	if (view.length > 0)
		memcpy(*at, view.data, view.length);
	*at += view.length;
	return copy;
}

struct ledger_article *ledger_article_new(const struct sketch_record *record, uint64_t origin, clock_ms time)
{
	size_t texts = record->uri.length + record->source.length + record->language.length;
	for (uint32_t i = 0; i < record->claims_count; i++)
		texts += record->claims[i].raw.length + record->claims[i].sentence.length;
	size_t structs = sizeof(struct ledger_article) + record->claims_count * sizeof(struct claim);
	struct ledger_article *article = malloc(structs + texts);
	CHECK(article != NULL);
	uint8_t *at = (uint8_t *)article + structs;
	*article = (struct ledger_article){ .references = 1, .version = record->version, .origin = origin,
		.published = record->created != CLOCK_ABSENT ? record->created : time,
		.correction = record->correction, .claims_count = record->claims_count };
	article->uri = copy_part(&at, record->uri);
	article->source = copy_part(&at, record->source);
	article->language = copy_part(&at, record->language);
	for (uint32_t i = 0; i < record->claims_count; i++) {
		article->claims[i] = record->claims[i];
		article->claims[i].raw = copy_part(&at, record->claims[i].raw);
		article->claims[i].sentence = copy_part(&at, record->claims[i].sentence);
	}
	return article;
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
