#include "change_codec.h"

#include "binary.h"
#include "check.h"
#include "hash.h"

#define ENTRY_ITEMS_MAX (1u << 24)
#define ENTRY_VIEW_MAX ((size_t)1 << 28)

static const char letters[CHANGELOG_KINDS + 1] = "zvasphtcnl";

struct bytes changelog_key_encode(struct changelog_key key, struct arena *arena)
{
	uint8_t *bytes = arena_take(arena, CHANGELOG_KEY_SIZE);
	bytes[0] = (uint8_t)letters[key.kind];
	for (int i = 0; i < 8; i++)
		bytes[1 + i] = (uint8_t)(key.id >> (56 - 8 * i));
	return bytes_of(bytes, CHANGELOG_KEY_SIZE);
}

enum status changelog_key_decode(struct bytes bytes, struct changelog_key *ret_key)
{
	if (bytes.data == NULL || bytes.length != CHANGELOG_KEY_SIZE || bytes.data[0] == 0)
		return STATUS_BAD_INPUT;
	const char *letter = strchr(letters, bytes.data[0]);
	if (letter == NULL)
		return STATUS_BAD_INPUT;
	struct changelog_key key = { .kind = (enum changelog_kind)(letter - letters) };
	for (int i = 0; i < 8; i++)
		key.id = key.id << 8 | bytes.data[1 + i];
	*ret_key = key;
	return STATUS_OK;
}

unsigned changelog_format_of(struct bytes value)
{
	if (value.length == 0)
		return 0;
	return value.data[0] == 'P' ? 1 : value.data[0];
}

uint64_t changelog_hash(struct changelog_key key, struct bytes value)
{
	return hash_bytes_seeded(value, hash_mix(key.id ^ (uint64_t)letters[key.kind] << 56));
}

/* ---- One description of the fields for both directions: writing takes the values, reading sets them. */

struct exchange {
	bool reading;
	struct buffer buffer;
	struct binary_read read;
	struct arena *arena;
};

static void number(struct exchange *x, uint64_t *value)
{
	if (x->reading)
		*value = binary_take_varint(&x->read, UINT64_MAX);
	else
		binary_put_varint(&x->buffer, *value);
}

static void small(struct exchange *x, uint32_t *value)
{
	if (x->reading)
		*value = (uint32_t)binary_take_varint(&x->read, UINT32_MAX);
	else
		binary_put_varint(&x->buffer, *value);
}

/* Of something with so many values. */
static uint32_t one_of(struct exchange *x, uint32_t value, uint32_t values)
{
	if (x->reading)
		return binary_take_byte(&x->read, values - 1);
	buffer_put_byte(&x->buffer, (uint8_t)value);
	return value;
}

static void hash(struct exchange *x, uint64_t *value)
{
	if (x->reading)
		*value = binary_take_fixed64(&x->read);
	else
		binary_put_fixed64(&x->buffer, *value);
}

static void time_of(struct exchange *x, clock_ms *value)
{
	if (x->reading)
		*value = binary_take_signed(&x->read);
	else
		binary_put_signed(&x->buffer, *value);
}

static void part(struct exchange *x, int32_t *value)
{
	if (x->reading)
		*value = (int32_t)binary_take_signed(&x->read);
	else
		binary_put_signed(&x->buffer, *value);
}

static void real(struct exchange *x, double *value)
{
	if (x->reading)
		*value = binary_take_double(&x->read);
	else
		binary_put_double(&x->buffer, *value);
}

static void view(struct exchange *x, struct bytes *value)
{
	if (x->reading)
		*value = binary_take_part(&x->read, ENTRY_VIEW_MAX);
	else
		binary_put_view(&x->buffer, *value);
}

/* The length of an array whose items take at least item_size bytes; when reading the array is made. */
static void *items(struct exchange *x, void *array, uint32_t *count, size_t item_size, size_t struct_size)
{
	if (!x->reading) {
		binary_put_varint(&x->buffer, *count);
		return array;
	}
	*count = binary_take_count(&x->read, ENTRY_ITEMS_MAX, item_size);
	return arena_take_cleared(x->arena, *count + (size_t)1, struct_size);
}

/* ---- The entries. */

static void head(struct exchange *x, void *entry)
{
	struct changelog_head *of = entry;
	number(x, &of->seq);
	time_of(x, &of->now);
	number(x, &of->timers);
	number(x, &of->records);
	number(x, &of->listed);
	number(x, &of->indexed);
	small(x, &of->window);
	small(x, &of->window_entries);
	number(x, &of->counted);
	small(x, &of->line_uses);
	part(x, &of->day);
	number(x, &of->entries);
	hash(x, &of->digest);
}

static void language(struct exchange *x, void *entry)
{
	struct changelog_language *of = entry;
	small(x, &of->number);
	real(x, &of->articles);
	real(x, &of->words);
	real(x, &of->mean_sum);
	real(x, &of->mean_count);
}

static void record(struct exchange *x, void *entry)
{
	struct changelog_record *of = entry;
	number(x, &of->counted);
	part(x, &of->day);
	hash(x, &of->origin);
	time_of(x, &of->came);
	number(x, &of->base);
	view(x, &of->out);
	view(x, &of->record);
}

static void article(struct exchange *x, void *entry)
{
	struct changelog_article *of = entry;
	number(x, &of->record);
	of->place = one_of(x, of->place, 16);
	small(x, &of->story);
	number(x, &of->joined);
	number(x, &of->listed);
	number(x, &of->indexed);
	small(x, &of->fallen);
}

static void story_keys(struct exchange *x, struct changelog_story *of)
{
	uint64_t last = 0;
	of->keys = items(x, of->keys, &of->keys_count, 3, sizeof *of->keys);
	for (uint32_t i = 0; i < of->keys_count; i++) {
		struct changelog_story_key *key = &of->keys[i];
		uint64_t step = key->id - last;
		number(x, &step);
		key->id = last += step;
		small(x, &key->sum);
		part(x, &key->part);
	}
}

static void story(struct exchange *x, void *entry)
{
	struct changelog_story *of = entry;
	hash(x, &of->id);
	of->status = (enum story_status)one_of(x, (uint32_t)of->status, STORY_IS_MERGED + 1);
	number(x, &of->merged_into);
	number(x, &of->split_from);
	number(x, &of->seq);
	time_of(x, &of->first);
	time_of(x, &of->last);
	time_of(x, &of->oldest);
	time_of(x, &of->newest);
	for (uint32_t i = 0; i < CHANGELOG_NORMS; i++)
		real(x, &of->norms[i]);
	for (uint32_t i = 0; i < CHANGELOG_VOTES; i++) {
		small(x, &of->votes[i].votes);
		number(x, &of->votes[i].story);
	}
	of->languages = items(x, of->languages, &of->languages_count, 11, sizeof *of->languages);
	for (uint32_t i = 0; i < of->languages_count; i++) {
		struct changelog_story_language *one = &of->languages[i];
		small(x, &one->number);
		small(x, &one->articles);
		one->mark = (uint8_t)one_of(x, one->mark, 256);
		real(x, &one->word_norm);
	}
	story_keys(x, of);
}

static void held(struct exchange *x, void *entry)
{
	(void)x;
	(void)entry;
}

static void timer(struct exchange *x, void *entry)
{
	struct changelog_timer *of = entry;
	time_of(x, &of->due);
	of->kind = one_of(x, of->kind, 16);
	hash(x, &of->subject);
}

static void counts(struct exchange *x, void *entry)
{
	struct changelog_counts *of = entry;
	uint64_t last = 0;
	number(x, &of->counted);
	of->items = items(x, of->items, &of->items_count, 6, sizeof *of->items);
	for (uint32_t i = 0; i < of->items_count; i++) {
		struct changelog_count *item = &of->items[i];
		uint64_t step = item->key - last;
		uint32_t bits;
		memcpy(&bits, &item->value, sizeof bits);
		number(x, &step);
		item->key = last += step;
		if (x->reading)
			bits = binary_take_fixed32(&x->read);
		else
			binary_put_fixed32(&x->buffer, bits);
		memcpy(&item->value, &bits, sizeof bits);
		part(x, &item->day);
	}
}

static void line(struct exchange *x, void *entry)
{
	struct changelog_line *of = entry;
	hash(x, &of->line);
	hash(x, &of->story);
	hash(x, &of->first);
	small(x, &of->seen);
	small(x, &of->day);
	small(x, &of->stories);
}

static void discrepancy(struct exchange *x, struct changelog_discrepancy *of)
{
	hash(x, &of->id);
	number(x, &of->measure);
	hash(x, &of->fingerprint);
	number(x, &of->bulletin);
	small(x, &of->revision);
	of->type = (enum discrepancy_type)one_of(x, (uint32_t)of->type, DISCREPANCY_TYPES);
	of->verdict = (enum discrepancy_verdict)one_of(x, (uint32_t)of->verdict, VERDICTS);
	of->severity = (enum discrepancy_severity)one_of(x, (uint32_t)of->severity, SEVERITIES);
	real(x, &of->confidence);
	small(x, &of->articles);
	small(x, &of->origins);
	view(x, &of->slot);
	of->reasons_count = one_of(x, of->reasons_count, DISCREPANCY_REASONS_MAX + 1);
	for (uint32_t i = 0; i < of->reasons_count; i++)
		view(x, &of->reasons[i]);
	of->assertions = items(x, of->assertions, &of->assertions_count, 2, sizeof *of->assertions);
	for (uint32_t i = 0; i < of->assertions_count; i++) {
		number(x, &of->assertions[i].record);
		small(x, &of->assertions[i].claim);
	}
}

static void ledger_entry(struct exchange *x, struct changelog_ledger_entry *of, uint64_t *order)
{
	uint64_t step = of->order - *order;
	number(x, &of->record);
	number(x, &of->previous);
	number(x, &step);
	of->order = *order += step;
	of->pairings_count = one_of(x, of->pairings_count, CHANGELOG_PAIRINGS_MAX + 1);
	for (uint32_t i = 0; i < of->pairings_count; i++)
		of->pairings[i] = (uint8_t)one_of(x, of->pairings[i], 256);
}

static void group(struct exchange *x, struct changelog_group *of)
{
	number(x, &of->measure);
	small(x, &of->previous_count);
	of->claims = items(x, of->claims, &of->claims_count, 2, sizeof *of->claims);
	for (uint32_t i = 0; i < of->claims_count; i++) {
		small(x, &of->claims[i].entry);
		small(x, &of->claims[i].claim);
	}
}

static void ledger(struct exchange *x, void *entry)
{
	struct changelog_ledger *of = entry;
	uint64_t order = 0;
	number(x, &of->order_last);
	of->entries = items(x, of->entries, &of->entries_count, 4, sizeof *of->entries);
	for (uint32_t i = 0; i < of->entries_count; i++)
		ledger_entry(x, &of->entries[i], &order);
	of->groups = items(x, of->groups, &of->groups_count, 3, sizeof *of->groups);
	for (uint32_t i = 0; i < of->groups_count; i++)
		group(x, &of->groups[i]);
	small(x, &of->pairings_made);
	of->pairings = items(x, of->pairings, &of->pairings_count, 3, sizeof *of->pairings);
	for (uint32_t i = 0; i < of->pairings_count; i++) {
		small(x, &of->pairings[i].place);
		small(x, &of->pairings[i].a);
		small(x, &of->pairings[i].b);
	}
	of->retracted = items(x, of->retracted, &of->retracted_count, 8, sizeof *of->retracted);
	for (uint32_t i = 0; i < of->retracted_count; i++)
		hash(x, &of->retracted[i]);
	of->discrepancies = items(x, of->discrepancies, &of->discrepancies_count, 32, sizeof *of->discrepancies);
	for (uint32_t i = 0; i < of->discrepancies_count; i++)
		discrepancy(x, &of->discrepancies[i]);
}

static const struct {
	void (*fields)(struct exchange *x, void *entry);
	size_t size, expected;
	const char *name;
} kinds[CHANGELOG_KINDS] = {
	[CHANGELOG_HEAD] = { head, sizeof(struct changelog_head), 64, "head" },
	[CHANGELOG_LANGUAGE] = { language, sizeof(struct changelog_language), 64, "language" },
	[CHANGELOG_RECORD] = { record, sizeof(struct changelog_record), 8192, "record" },
	[CHANGELOG_STORY] = { story, sizeof(struct changelog_story), 4096, "story" },
	[CHANGELOG_ARTICLE] = { article, sizeof(struct changelog_article), 64, "article" },
	[CHANGELOG_HELD] = { held, 0, 8, "held article" },
	[CHANGELOG_TIMER] = { timer, sizeof(struct changelog_timer), 32, "timer" },
	[CHANGELOG_COUNTS] = { counts, sizeof(struct changelog_counts), 1024, "chunk of counts" },
	[CHANGELOG_LINE] = { line, sizeof(struct changelog_line), 48, "line" },
	[CHANGELOG_LEDGER] = { ledger, sizeof(struct changelog_ledger), 1024, "story's claims" },
};

struct bytes changelog_encode(enum changelog_kind kind, const void *entry, struct arena *arena)
{
	struct exchange x = { .arena = arena };
	buffer_init(&x.buffer, arena, kinds[kind].expected);
	buffer_put_byte(&x.buffer, CHANGELOG_FORMAT);
	/* Fields are assigned in both directions: of a copy here, as what they are already. */
	kinds[kind].fields(&x, (void *)(uintptr_t)arena_copy(arena, bytes_of(entry, kinds[kind].size)).data);
	return buffer_view(&x.buffer);
}

static enum status refuse(struct arena *arena, const char **ret_reason, const char *format, const char *name, unsigned number)
{
	char *text = arena_take(arena, 160);
	snprintf(text, 160, format, name, number, CHANGELOG_FORMAT);
	*ret_reason = text;
	return STATUS_BAD_INPUT;
}

enum status changelog_decode(enum changelog_kind kind, struct bytes bytes, struct arena *arena, void *ret_entry,
                             const char **ret_reason)
{
	unsigned format = changelog_format_of(bytes);
	if (format != CHANGELOG_FORMAT)
		return refuse(arena, ret_reason, "The changelog's entry of a %s has format %u; this program reads format %d.",
		              kinds[kind].name, format);
	struct exchange x = { .reading = true, .arena = arena, .read = { .at = bytes.data + 1, .end = bytes.data + bytes.length } };
	if (kinds[kind].size > 0)
		memset(ret_entry, 0, kinds[kind].size);
	kinds[kind].fields(&x, ret_entry);
	if (binary_is_whole(&x.read))
		return STATUS_OK;
	return refuse(arena, ret_reason, "The changelog's entry of a %s has a field that its format does not allow.", kinds[kind].name, 0);
}
