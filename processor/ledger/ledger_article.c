#include "ledger_article.h"

#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "figure_compare.h"
#include "hash.h"
#include "record_codec.h"

#define SMALL_FIGURE 10.0
#define SPREAD 0x9e3779b1u /* odd: equal keys stay equal, and the first byte of a key is any */

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
	size_t length = 0;
	for (uint32_t i = 0; i < record->claims_count; i++)
		length += record->claims[i].raw.length + record->claims[i].sentence.length;
	for (uint32_t i = 0; i < record->figures_count; i++)
		length += record->figures[i].raw.length + record->figures[i].sentence.length;
	return length;
}

/* A dateline says when an article was written, as does "on Wednesday, 12 March": two articles of two days differ in it. */
static bool is_own_day(const struct ledger_article *article, const struct placed_figure *figure)
{
	clock_ms day = figure->date * CLOCK_DAY;
	return figure->date != 0 && day <= article->published + CLOCK_DAY && article->published < day + 2 * CLOCK_DAY;
}

/* Figures of one sentence mostly share its text. */
static void copy_figures(struct ledger_article *article, const struct sketch_record *record, uint8_t **at)
{
	memset(article->own_day, 0, sizeof article->own_day);
	memset(article->plain, 0, sizeof article->plain);
	for (uint32_t i = 0; i < record->figures_count; i++) {
		struct placed_figure *figure = &article->figures[i];
		bool shared = i > 0 && bytes_equal(record->figures[i].sentence, record->figures[i - 1].sentence);
		*figure = record->figures[i];
		article->own_day[i / 64] |= (uint64_t)is_own_day(article, &record->figures[i]) << (i % 64);
		article->plain[i / 64] |= (uint64_t)figure_is_plain(figure) << (i % 64);
		figure->raw = copy_part(at, record->figures[i].raw);
		figure->sentence = shared ? figure[-1].sentence : copy_part(at, record->figures[i].sentence);
	}
}

static uint32_t key_of_number(double number)
{
	uint64_t bits;
	memcpy(&bits, &number, sizeof bits);
	return (uint32_t)(hash_mix(bits) >> 32);
}

static struct token token_of_figure(const struct placed_figure *figure)
{
	return (struct token){ .place = figure->place, .sentence = figure->sentence_number,
		.figure = fabs(figure->readings[0]) < SMALL_FIGURE ? 1 : 2 };
}

/* Figures and names are each in the order of the text already. */
static void merge_tokens(struct ledger_article *article, const struct sketch_record *record, uint32_t *keys)
{
	uint32_t figure = 0, anchor = 0, sentence_last = ARTICLE_SENTENCES_MAX - 1;
	for (uint32_t i = 0; i < article->tokens_count; i++) {
		bool name = figure == record->figures_count ||
		            (anchor < record->anchors_count && record->anchors[anchor].place < record->figures[figure].place);
		const struct placed_key *at = &record->anchors[anchor];
		struct token token = name ? (struct token){ .place = at->place, .sentence = at->sentence_number }
		                          : token_of_figure(&record->figures[figure]);
		keys[i] = name ? at->key * SPREAD : key_of_number(record->figures[figure].readings[0]);
		anchor += name;
		figure += !name;
		token.sentence = (uint16_t)(token.sentence < sentence_last ? token.sentence : sentence_last);
		token.rank = (uint16_t)(i == 0 ? 0 : article->tokens[i - 1].rank + (token.place != article->tokens[i - 1].place));
		article->tokens[i] = token;
	}
	if (article->tokens_count == 0)
		return;
	const struct token *last = &article->tokens[article->tokens_count - 1];
	article->length = last->place;
	article->ranks = (uint16_t)(last->rank + 1);
	for (uint32_t i = 0; i < article->tokens_count; i++)
		if (article->tokens[i].sentence >= article->sentences)
			article->sentences = (uint16_t)(article->tokens[i].sentence + 1);
}

/* By the first byte of the key into buckets, then each to its place: keys are hashes, so that a bucket holds about one. */
static void order_by_key(struct ledger_article *article, const uint32_t *keys)
{
	uint16_t starts[257] = { 0 };
	struct token_key *by_key = article->by_key;
	for (uint32_t i = 0; i < article->tokens_count; i++)
		starts[(keys[i] >> 24) + 1]++;
	for (uint32_t i = 1; i < 257; i++)
		starts[i] = (uint16_t)(starts[i] + starts[i - 1]);
	for (uint32_t i = 0; i < article->tokens_count; i++)
		by_key[starts[keys[i] >> 24]++] = (struct token_key){ keys[i], (uint16_t)i };
	for (uint32_t i = 1; i < article->tokens_count; i++) {
		struct token_key token = by_key[i];
		uint32_t k = i;
		for (; k > 0 && by_key[k - 1].key > token.key; k--)
			by_key[k] = by_key[k - 1];
		by_key[k] = token;
	}
}

static void sign(struct ledger_article *article)
{
	memset(article->signature, 0, ARTICLE_SIGNATURE_WORDS * sizeof *article->signature);
	for (uint32_t i = 0; i < article->tokens_count; i++) {
		uint64_t bit = hash_mix(article->by_key[i].key) % (64u * ARTICLE_SIGNATURE_WORDS);
		article->signature[bit / 64] |= (uint64_t)1 << (bit % 64);
	}
}

uint32_t ledger_article_shared(const struct ledger_article *a, const struct ledger_article *b)
{
	uint32_t shared = 0;
	for (uint32_t i = 0; i < ARTICLE_SIGNATURE_WORDS; i++)
		shared += (uint32_t)__builtin_popcountll(a->signature[i] & b->signature[i]);
	return shared;
}

static void read_evidence(struct ledger_article *article, const struct sketch_record *record)
{
	size_t figures = record->claims_count * sizeof(struct claim);
	size_t signature = figures + record->figures_count * sizeof(struct placed_figure);
	size_t tokens = signature + ARTICLE_SIGNATURE_WORDS * sizeof(uint64_t);
	size_t by_key = tokens + article->tokens_count * sizeof(struct token);
	size_t texts = by_key + article->tokens_count * sizeof(struct token_key);
	article->evidence_bytes = texts + texts_length(record);
	uint8_t *piece = malloc(article->evidence_bytes), *at = piece + texts;
	CHECK(piece != NULL);
	article->claims = (struct claim *)(void *)piece;
	article->figures = (struct placed_figure *)(void *)(piece + figures);
	article->signature = (uint64_t *)(void *)(piece + signature);
	article->tokens = (struct token *)(void *)(piece + tokens);
	article->by_key = (struct token_key *)(void *)(piece + by_key);
	for (uint32_t i = 0; i < record->claims_count; i++) {
		article->claims[i] = record->claims[i];
		article->claims[i].raw = copy_part(&at, record->claims[i].raw);
		article->claims[i].sentence = copy_part(&at, record->claims[i].sentence);
	}
	copy_figures(article, record, &at);
	uint32_t keys[RECORD_FIGURES_MAX + RECORD_ANCHORS_MAX];
	merge_tokens(article, record, keys);
	order_by_key(article, keys);
	sign(article);
	if (article->account != NULL)
		article->account->bytes += article->evidence_bytes;
}

struct ledger_article *ledger_article_new(const struct sketch_record *record, uint64_t origin, clock_ms time)
{
	struct ledger_article *article = malloc(sizeof *article + record->uri.length + record->source.length + record->language.length);
	CHECK(article != NULL);
	uint8_t *at = (uint8_t *)(article + 1);
	*article = (struct ledger_article){ .references = 1, .number = record->number, .version = record->version, .origin = origin,
		.published = record->created != CLOCK_ABSENT ? record->created : time,
		.correction = record->correction, .claims_count = record->claims_count,
		.figures_count = record->figures_count, .tokens_count = record->figures_count + record->anchors_count };
	article->uri = copy_part(&at, record->uri);
	article->source = copy_part(&at, record->source);
	article->language = copy_part(&at, record->language);
	read_evidence(article, record);
	return article;
}

static void drop_evidence(struct ledger_article *article)
{
	if (article->account != NULL && article->claims != NULL)
		article->account->bytes -= article->evidence_bytes;
	free(article->claims);
	article->claims = NULL;
	article->figures = NULL;
	article->signature = NULL;
	article->tokens = NULL;
	article->by_key = NULL;
}

void ledger_article_let_go(struct ledger_article *article)
{
	if (article->read_again)
		drop_evidence(article);
}

void ledger_article_recall(struct ledger_article *article, struct arena *scratch)
{
	struct bytes none = { NULL, 0 };
	const char *reason;
	if (article->claims != NULL)
		return;
	struct arena_mark mark = arena_mark(scratch);
	struct sketch_record *record = arena_take(scratch, sizeof *record);
	struct bytes encoded = uses_read(article->account->records, article->number, none);
	CHECK(encoded.data != NULL && record_decode(encoded, scratch, record, &reason) == STATUS_OK);
	CHECK(record->claims_count == article->claims_count && record->figures_count == article->figures_count);
	read_evidence(article, record);
	uses_read_no_more(article->account->records, article->number);
	arena_rewind(scratch, mark);
}

struct claim ledger_article_claim(const struct ledger_article *article, uint32_t index)
{
	if (index < article->claims_count)
		return article->claims[index];
	const struct placed_figure *figure = &article->figures[index - article->claims_count];
	return (struct claim){ .kind = figure->kind, .counted = figure->counted, .bound = figure->bound, .unit = figure->unit,
		.currency = figure->currency, .date = figure->date, .field = figure->field, .vague = figure->vague, .line = figure->line,
		.sentence_number = figure->sentence_number, .exact = figure->readings[0], .low = figure->low, .high = figure->high,
		.as_of = article->published, .as_of_basis = AS_OF_PUBLISHED, .received_bytes = figure->received_bytes,
		.received_points = figure->received_points, .raw = figure->raw, .sentence = figure->sentence };
}

static bool same_span(struct span a, struct span b)
{
	return a.start == b.start && a.length == b.length;
}

static bool is_made_of(const struct claim *claim, const struct placed_figure *figure)
{
	return claim->field == figure->field && same_span(claim->received_bytes, figure->received_bytes);
}

uint32_t ledger_article_claim_of(const struct ledger_article *article, uint32_t figure)
{
	for (uint32_t i = 0; i < article->claims_count; i++)
		if (is_made_of(&article->claims[i], &article->figures[figure]))
			return i;
	return article->claims_count + figure;
}

uint32_t ledger_article_figure(const struct ledger_article *article, uint32_t index)
{
	if (index >= article->claims_count)
		return index - article->claims_count;
	for (uint32_t i = 0; i < article->figures_count; i++)
		if (is_made_of(&article->claims[index], &article->figures[i]))
			return i;
	return NO_FIGURE;
}

struct ledger_article *ledger_article_keep(struct ledger_article *article)
{
	article->references++;
	return article;
}

void ledger_article_release(struct ledger_article *article)
{
	if (article == NULL || --article->references > 0)
		return;
	drop_evidence(article);
	if (article->account != NULL && article->account->records != NULL) {
		if (article->read_again)
			uses_read_no_more(article->account->records, article->number);
		uses_drop(article->account->records, article->number);
	}
	free(article);
}

void ledger_article_track(struct ledger_article *article, struct evidence_account *account, struct bytes encoded)
{
	article->account = account;
	account->bytes += article->evidence_bytes;
	if (account->records == NULL || article->number == 0)
		return;
	article->read_again = uses_read(account->records, article->number, encoded).data != NULL;
	uses_add(account->records, article->number);
}
