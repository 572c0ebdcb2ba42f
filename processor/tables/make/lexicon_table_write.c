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

static void set_bit(uint64_t *bits, uint32_t bit)
{
	bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

static void note_stem(struct table *table, const struct form *form)
{
	CHECK(form->length >= LEXICON_SHORT_BYTES && form->length <= LEXICON_STEM_BYTES_MAX);
	if (form->length < LEXICON_LONG_BYTES) {
		uint32_t place = lexicon_stem_place(lexicon_bytes3(form->bytes), LEXICON_SHORT_BITS);
		table->shorts[place] |= (uint8_t)(1u << (form->length - LEXICON_SHORT_BYTES));
	} else {
		uint32_t place = lexicon_stem_place(lexicon_bytes6(form->bytes), LEXICON_LONG_BITS);
		table->longs[place] |= 1u << (form->length - LEXICON_LONG_BYTES);
	}
}

static void note_stem_languages(struct table *table, const struct form *form, uint32_t item)
{
	const struct lexicon_set *set = &table->sets[item >> LEXICON_ITEM_MEANING_BITS & ((1u << LEXICON_ITEM_SET_BITS) - 1)];
	for (unsigned language = 1; language < LANGUAGES_MAX; language++)
		if ((set->languages[language >> 3] >> (language & 7) & 1) != 0)
			set_bit(table->stems, lexicon_stem_bit(form->bytes, form->length, language));
}

/* The bytes of one word of a form. */
static struct bytes form_word(const struct form *form, uint8_t word)
{
	size_t start = word == 0 ? 0 : form->ends[word - 1];
	uint8_t byte = form->bytes[start];
	start += word > 0 && (byte == GAP_SPACE || byte == GAP_MARK || byte == GAP_SENTENCE);
	return bytes_of(form->bytes + start, form->ends[word] - start);
}

/* Notes that a longer phrase begins with the words up to this one, and what the next one is: a word, the stem of one. */
static void add_beginning(struct table *table, const struct form *form, uint8_t word, bool exact, bool stem)
{
	struct bytes this = form_word(form, word), next = form_word(form, (uint8_t)(word + 1));
	uint64_t hash = word_hash(this.data, this.length);
	uint64_t marks = LEXICON_SLOT_GOES_ON | (stem ? LEXICON_SLOT_STEM_FOLLOWS : 0);
	add_slot(table, word_hash(form->bytes, form->ends[word]), RANK_LAST, 0, marks);
	if (stem)
		set_bit(table->pairs, lexicon_pair_bit(hash, lexicon_bytes3(next.data)));
	if (exact)
		set_bit(table->pairs, lexicon_pair_bit(hash, word_hash(next.data, next.length)));
}

void table_add(struct table *table, const struct form *form, uint32_t rank, const uint32_t *items, uint32_t items_count)
{
	uint32_t list[TABLE_ITEMS_MAX];
	bool exact = false, stem = false;
	CHECK(items_count > 0 && items_count <= TABLE_ITEMS_MAX);
	for (uint32_t i = 0; i < items_count; i++) {
		list[i] = items[i];
		exact |= (items[i] & LEXICON_ITEM_EXACT) != 0;
		stem |= (items[i] & LEXICON_ITEM_STEM) != 0;
	}
	list[items_count - 1] |= LEXICON_ITEM_LAST;
	uint64_t content = items_count == 1 ? LEXICON_SLOT_ITEM | list[0] : shared_list(table, list, items_count);
	add_slot(table, word_hash(form->bytes, form->length), rank, content, 0);
	for (uint8_t i = 0; i + 1 < form->words; i++) {
		bool last = i + 2 == form->words;
		add_beginning(table, form, i, exact || !last, stem && last);
	}
	if (!stem || form->words > 1)
		return;
	note_stem(table, form);
	for (uint32_t i = 0; i < items_count; i++)
		if ((items[i] & LEXICON_ITEM_STEM) != 0)
			note_stem_languages(table, form, items[i]);
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
	header.sets = put_section(&output, table->sets, table->sets_count, sizeof(table->sets[0]));
	header.shorts = put_section(&output, table->shorts, 1 << LEXICON_SHORT_BITS, 1);
	header.longs = put_section(&output, table->longs, 1 << LEXICON_LONG_BITS, sizeof(uint32_t));
	header.stems = put_section(&output, table->stems, 1 << (LEXICON_STEM_BITS - 6), sizeof(uint64_t));
	header.pairs = put_section(&output, table->pairs, 1 << (LEXICON_PAIR_BITS - 6), sizeof(uint64_t));
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
