#include "lexicon_table_write.h"

#include <unicode/uloc.h>

#include "hash.h"
#include "word_hash.h"

#define SHARED_BITS 22
#define RANK_LAST UINT32_MAX

uint32_t table_set(struct table *table, const struct lexicon_set *set)
{
	uint32_t mask = (1u << SHARED_BITS) - 1;
	uint32_t at = (uint32_t)hash_bytes(bytes_of(set, sizeof(*set))) & mask;
	for (; table->set_of[at] != 0; at = (at + 1) & mask)
		if (memcmp(&table->sets[table->set_of[at] - 1], set, sizeof(*set)) == 0)
			return table->set_of[at] - 1;
	GROW(table->sets, table->sets_count, table->sets_capacity);
	table->sets[table->sets_count++] = *set;
	table->set_of[at] = table->sets_count;
	CHECK(table->sets_count <= 1u << LEXICON_ITEM_SET_BITS);
	return table->sets_count - 1;
}

void table_init(struct table *table)
{
	*table = (struct table){ 0 };
	table->list_of = calloc((size_t)1 << SHARED_BITS, sizeof(uint32_t));
	table->set_of = calloc((size_t)1 << SHARED_BITS, sizeof(uint32_t));
	CHECK(table->list_of != NULL && table->set_of != NULL);
	/* List 0 is none. */
	GROW(table->items, table->items_count, table->items_capacity);
	table->items[table->items_count++] = LEXICON_ITEM_LAST;
	/* The sets of one language come first and close together: they are the commonest. */
	for (unsigned language = 1; language < LANGUAGES_MAX; language++) {
		struct lexicon_set set = { { 1 } };
		set.languages[language >> 3] |= (uint8_t)(1u << (language & 7));
		table_set(table, &set);
	}
}

/* Lists are shared: the inflected forms of a word have one. */
static uint32_t shared_list(struct table *table, const uint32_t *items, uint32_t count)
{
	uint32_t mask = (1u << SHARED_BITS) - 1;
	uint32_t at = (uint32_t)hash_bytes(bytes_of(items, count * sizeof(*items))) & mask;
	for (; table->list_of[at] != 0; at = (at + 1) & mask) {
		uint32_t list = table->list_of[at] - 1;
		if (list + count <= table->items_count && memcmp(table->items + list, items, count * sizeof(*items)) == 0)
			return list;
	}
	uint32_t list = table->items_count;
	for (uint32_t i = 0; i < count; i++) {
		GROW(table->items, table->items_count, table->items_capacity);
		table->items[table->items_count++] = items[i];
	}
	table->list_of[at] = list + 1;
	return list;
}

static void add_slot(struct table *table, uint64_t hash, uint32_t rank, uint64_t content, uint64_t marks)
{
	GROW(table->slots, table->slots_count, table->slots_capacity);
	table->slots[table->slots_count++] = (struct table_slot){ .hash = hash, .content = content, .marks = marks, .rank = rank };
}

static bool set_holds(const struct lexicon_set *set, unsigned language)
{
	return (set->languages[language >> 3] >> (language & 7) & 1) != 0;
}

/* Notes a key for the filters of some languages. */
static void note_key(struct table *table, const struct lexicon_set *languages, uint64_t key)
{
	for (unsigned language = 0; language < LANGUAGES_MAX; language++) {
		if (!set_holds(languages, language))
			continue;
		GROW(table->keys, table->keys_count, table->keys_capacity);
		table->keys[table->keys_count++] = (struct table_key){ .key = key, .language = language };
	}
}

static void note_stem(struct table *table, const struct form *form, const struct lexicon_set *languages)
{
	CHECK(form->length >= LEXICON_SHORT_BYTES && form->length <= LEXICON_STEM_BYTES_MAX);
	if (form->length < LEXICON_LONG_BYTES) {
		uint64_t first = lexicon_mixed(lexicon_bytes3(form->bytes));
		table->shorts[lexicon_stem_place(first, LEXICON_SHORT_BITS)] |= (uint8_t)(1u << (form->length - LEXICON_SHORT_BYTES));
		note_key(table, languages, lexicon_short_key(first));
	} else {
		uint64_t first = lexicon_mixed(lexicon_bytes6(form->bytes));
		table->longs[lexicon_stem_place(first, LEXICON_LONG_BITS)] |= 1u << (form->length - LEXICON_LONG_BYTES);
		note_key(table, languages, lexicon_long_key(first));
	}
	note_key(table, languages, lexicon_stem_key(form->bytes, form->length));
}

/* The bytes of one word of a form. */
static struct bytes form_word(const struct form *form, uint8_t word)
{
	size_t start = word == 0 ? 0 : form->ends[word - 1];
	uint8_t byte = form->bytes[start];
	start += word > 0 && (byte == GAP_SPACE || byte == GAP_MARK || byte == GAP_SENTENCE);
	return bytes_of(form->bytes + start, form->ends[word] - start);
}

/* The languages in which a phrase holds, as it is and as a stem. */
struct table_languages {
	struct lexicon_set exact, stem;
	bool is_exact, is_stem;
};

static void set_join(struct lexicon_set *set, const struct lexicon_set *other)
{
	for (size_t i = 0; i < sizeof(set->languages); i++)
		set->languages[i] |= other->languages[i];
}

static struct table_languages item_languages(const struct table *table, const uint32_t *items, uint32_t items_count)
{
	struct table_languages languages = { .is_exact = false };
	for (uint32_t i = 0; i < items_count; i++) {
		const struct lexicon_set *set = &table->sets[items[i] >> LEXICON_ITEM_MEANING_BITS & ((1u << LEXICON_ITEM_SET_BITS) - 1)];
		bool exact = (items[i] & LEXICON_ITEM_EXACT) != 0, stem = (items[i] & LEXICON_ITEM_STEM) != 0;
		languages.is_exact |= exact;
		languages.is_stem |= stem;
		if (exact)
			set_join(&languages.exact, set);
		if (stem)
			set_join(&languages.stem, set);
	}
	return languages;
}

/* Notes that a longer phrase begins with the words up to this one, and what the next one is: a word, the stem of one. */
static void add_beginning(struct table *table, const struct form *form, uint8_t word, const struct table_languages *languages)
{
	struct bytes this = form_word(form, word), next = form_word(form, (uint8_t)(word + 1));
	uint64_t hash = word_hash(this.data, this.length);
	add_slot(table, word_hash(form->bytes, form->ends[word]), RANK_LAST, 0,
	         LEXICON_SLOT_GOES_ON | (languages->is_stem ? LEXICON_SLOT_STEM_FOLLOWS : 0));
	if (languages->is_stem)
		note_key(table, &languages->stem, lexicon_pair_key(hash, lexicon_bytes3(next.data)));
	if (languages->is_exact)
		note_key(table, &languages->exact, lexicon_pair_key(hash, word_hash(next.data, next.length)));
}

void table_add(struct table *table, const struct form *form, uint32_t rank, const uint32_t *items, uint32_t items_count)
{
	uint32_t list[TABLE_ITEMS_MAX];
	CHECK(items_count > 0 && items_count <= TABLE_ITEMS_MAX);
	struct table_languages last = item_languages(table, items, items_count), inner = { .exact = last.exact, .is_exact = true };
	set_join(&inner.exact, &last.stem);
	memcpy(list, items, items_count * sizeof(*items));
	list[items_count - 1] |= LEXICON_ITEM_LAST;
	uint64_t content = items_count == 1 ? LEXICON_SLOT_ITEM | list[0] : shared_list(table, list, items_count);
	add_slot(table, word_hash(form->bytes, form->length), rank, content, 0);
	note_key(table, form->words == 1 ? &last.exact : &inner.exact, word_hash(form->bytes, form->ends[0]));
	for (uint8_t i = 0; i + 1 < form->words; i++)
		add_beginning(table, form, i, i + 2 == form->words ? &last : &inner);
	if (last.is_stem && form->words == 1)
		note_stem(table, form, &last.stem);
}

static int slot_order(const void *a, const void *b)
{
	const struct table_slot *left = a, *right = b;
	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	return (left->content < right->content) - (left->content > right->content);
}

/* By place in the index, then by rank. */
static int rank_order(const void *a, const void *b)
{
	const struct table_slot *left = a, *right = b;
	uint32_t left_index = lexicon_hash_index(left->hash), right_index = lexicon_hash_index(right->hash);
	if (left_index != right_index)
		return left_index < right_index ? -1 : 1;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return (left->hash > right->hash) - (left->hash < right->hash);
}

/* All that the table keeps of a hash. */
static bool same_in_table(uint64_t a, uint64_t b)
{
	return lexicon_hash_index(a) == lexicon_hash_index(b) && lexicon_hash_check(a) == lexicon_hash_check(b);
}

/* Makes one slot of all with the same hash. */
static void merge_slots(struct table *table)
{
	qsort(table->slots, table->slots_count, sizeof(table->slots[0]), slot_order);
	uint32_t count = 0;
	for (uint32_t i = 0; i < table->slots_count; i++) {
		struct table_slot *last = count > 0 ? &table->slots[count - 1] : NULL;
		bool same = last != NULL && same_in_table(last->hash, table->slots[i].hash);
		if (same && (last->hash != table->slots[i].hash || table->slots[i].content != 0))
			make_fail("two phrases have one hash; the layout needs more bits", NULL);
		if (same)
			last->marks |= table->slots[i].marks;
		else
			table->slots[count++] = table->slots[i];
	}
	table->slots_count = count;
	qsort(table->slots, table->slots_count, sizeof(table->slots[0]), rank_order);
	CHECK(count < 1u << LEXICON_INDEX_START_BITS);
}

/* The table's bytes, growing. */
struct output {
	uint8_t *bytes;
	size_t length, capacity;
};

static void put(struct output *output, const void *data, size_t length)
{
	if (output->length + length > output->capacity) {
		output->capacity = 2 * (output->length + length);
		output->bytes = realloc(output->bytes, output->capacity);
		CHECK(output->bytes != NULL);
	}
	if (length > 0)
		memcpy(output->bytes + output->length, data, length);
	output->length += length;
}

static struct lexicon_section put_section(struct output *output, const void *data, size_t count, size_t size)
{
	static const uint8_t zeros[8] = { 0 };
	struct lexicon_section section = { .start = (uint32_t)output->length, .count = (uint32_t)count };
	put(output, data, count * size);
	put(output, zeros, (8 - output->length % 8) % 8);
	return section;
}

static void put_slots(struct output *output, struct table *table, struct lexicon_table *header)
{
	uint32_t *index = calloc(((size_t)1 << LEXICON_INDEX_BITS) + 1, sizeof(uint32_t));
	uint64_t *slots = calloc(table->slots_count + 1, sizeof(uint64_t));
	CHECK(index != NULL && slots != NULL);
	uint32_t at = 0;
	for (uint32_t b = 0; b < 1u << LEXICON_INDEX_BITS; b++) {
		index[b] = at;
		for (; at < table->slots_count && lexicon_hash_index(table->slots[at].hash) == b; at++) {
			const struct table_slot *slot = &table->slots[at];
			index[b] |= lexicon_hash_mark(slot->hash);
			slots[at] = lexicon_hash_check(slot->hash) << LEXICON_SLOT_CHECK_SHIFT | slot->content | slot->marks;
		}
	}
	index[1u << LEXICON_INDEX_BITS] = at;
	header->index = put_section(output, index, ((size_t)1 << LEXICON_INDEX_BITS) + 1, sizeof(uint32_t));
	header->slots = put_section(output, slots, table->slots_count, sizeof(uint64_t));
	free(index);
	free(slots);
}

/* A row of bits for each language: the sets that hold it. */
static struct lexicon_section put_sets(struct output *output, const struct table *table)
{
	size_t row = (table->sets_count + 63) / 64;
	uint64_t *rows = calloc(row * LANGUAGES_MAX, sizeof(uint64_t));
	CHECK(rows != NULL);
	for (unsigned language = 0; language < LANGUAGES_MAX; language++)
		for (uint32_t set = 0; set < table->sets_count; set++)
			if (set_holds(&table->sets[set], language))
				rows[row * language + set / 64] |= (uint64_t)1 << set % 64;
	struct lexicon_section section = put_section(output, rows, row * LANGUAGES_MAX, sizeof(uint64_t));
	free(rows);
	return section;
}

static int key_order(const void *a, const void *b)
{
	const struct table_key *left = a, *right = b;
	if (left->language != right->language)
		return left->language < right->language ? -1 : 1;
	return (left->key > right->key) - (left->key < right->key);
}

/* The filter of some keys in order, behind the words that are there. */
static struct lexicon_filter put_filter(struct output *words, const struct table_key *keys, uint32_t count)
{
	struct lexicon_filter filter = { .start = (uint32_t)(words->length / sizeof(uint64_t)) };
	uint32_t distinct = 0;
	for (uint32_t i = 0; i < count; i++)
		distinct += i == 0 || keys[i].key != keys[i - 1].key;
	while (((uint64_t)64 << filter.bits) < (uint64_t)distinct * LEXICON_FILTER_BITS_PER_KEY)
		filter.bits++;
	uint64_t *bits = calloc((size_t)1 << filter.bits, sizeof(uint64_t));
	CHECK(bits != NULL);
	for (uint32_t i = 0; i < count; i++)
		bits[lexicon_filter_word(keys[i].key, filter.bits)] |=
			(uint64_t)1 << lexicon_filter_first(keys[i].key) | (uint64_t)1 << lexicon_filter_second(keys[i].key);
	put(words, bits, sizeof(uint64_t) << filter.bits);
	free(bits);
	return filter;
}

static void put_filters(struct output *output, struct table *table, struct lexicon_table *header)
{
	struct lexicon_filter filters[LANGUAGES_MAX];
	struct output words = { 0 };
	qsort(table->keys, table->keys_count, sizeof(table->keys[0]), key_order);
	for (uint32_t language = 0, from = 0, end = 0; language < LANGUAGES_MAX; language++, from = end) {
		while (end < table->keys_count && table->keys[end].language == language)
			end++;
		filters[language] = put_filter(&words, table->keys + from, end - from);
	}
	header->filters = put_section(output, filters, LANGUAGES_MAX, sizeof(filters[0]));
	header->filter_words = put_section(output, words.bytes, words.length / sizeof(uint64_t), sizeof(uint64_t));
	free(words.bytes);
}

/* The strings of a list, into strings; returns the section of their starts. */
static struct lexicon_section put_strings(struct output *output, struct output *strings, const struct string_list *list)
{
	uint32_t *starts = calloc(list->count + 1, sizeof(uint32_t));
	CHECK(starts != NULL);
	for (uint32_t i = 0; i < list->count; i++) {
		starts[i] = (uint32_t)strings->length;
		put(strings, list->strings[i], strlen(list->strings[i]) + 1);
	}
	struct lexicon_section section = put_section(output, starts, list->count, sizeof(uint32_t));
	free(starts);
	return section;
}

static int tag_order(const void *a, const void *b)
{
	return memcmp(((const struct lexicon_tag *)a)->tag, ((const struct lexicon_tag *)b)->tag, 8);
}

static void add_tag(struct lexicon_tag *tags, uint32_t *count, const char *tag, uint32_t language)
{
	struct lexicon_tag made = { .language = language };
	if (tag[0] == 0 || strlen(tag) > sizeof(made.tag))
		return;
	memcpy(made.tag, tag, strlen(tag));
	for (uint32_t i = 0; i < *count; i++)
		if (memcmp(tags[i].tag, made.tag, sizeof(made.tag)) == 0)
			return;
	tags[(*count)++] = made;
}

/* Every language by its tag, then by its three letters and by the names that it has or had elsewhere. */
static struct lexicon_section put_tags(struct output *output, const struct lexicon_source *source)
{
	struct lexicon_tag tags[4 * LANGUAGES_MAX];
	uint32_t count = 0;
	for (uint32_t i = 1; i < source->languages.count; i++)
		add_tag(tags, &count, source->languages.strings[i], i);
	for (uint32_t i = 1; i < source->languages.count; i++)
		add_tag(tags, &count, uloc_getISO3Language(source->languages.strings[i]), i);
	const char *other, *tag;
	for (size_t i = 0; (other = language_alias(i, &tag)) != NULL; i++) {
		uint16_t language;
		if (source_language(source, tag, &language))
			add_tag(tags, &count, other, language);
	}
	qsort(tags, count, sizeof(tags[0]), tag_order);
	return put_section(output, tags, count, sizeof(tags[0]));
}

void table_write(struct table *table, const struct lexicon_source *source, const char *path)
{
	struct output output = { 0 }, strings = { 0 };
	struct lexicon_table header = { .magic = LEXICON_MAGIC };
	merge_slots(table);
	put(&output, &header, sizeof(header));
	put_slots(&output, table, &header);
	header.items = put_section(&output, table->items, table->items_count, sizeof(uint32_t));
	header.meanings = put_section(&output, table->meanings, table->meanings_count, sizeof(table->meanings[0]));
	header.sets = put_sets(&output, table);
	header.shorts = put_section(&output, table->shorts, 1 << LEXICON_SHORT_BITS, 1);
	header.longs = put_section(&output, table->longs, 1 << LEXICON_LONG_BITS, sizeof(uint32_t));
	put_filters(&output, table, &header);
	header.tags = put_tags(&output, source);
	header.languages = put_strings(&output, &strings, &source->languages);
	header.places = put_strings(&output, &strings, &source->places);
	header.concepts = put_strings(&output, &strings, &source->concepts);
	header.strings = put_section(&output, strings.bytes, strings.length, 1);
	header.bytes = (uint32_t)output.length;
	memcpy(output.bytes, &header, sizeof(header));
	size_t covered = offsetof(struct lexicon_table, bytes);
	header.checksum = hash_bytes(bytes_of(output.bytes + covered, output.length - covered));
	memcpy(output.bytes, &header, sizeof(header));
	FILE *file = fopen(path, "wb");
	if (file == NULL || fwrite(output.bytes, 1, output.length, file) != output.length || fclose(file) != 0)
		make_fail("cannot write", path);
	free(output.bytes);
	free(strings.bytes);
}
