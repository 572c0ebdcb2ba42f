/* lexicon_compile.c: from all that was collected to what each phrase means in which languages.
 * By hand goes before generated; what has two meanings of one kind in a language tells nothing and is left out, except
 * that a territory may share its name with its city; a function word is no place and no thing. */
#include "lexicon_make.h"
#include "lexicon_table_write.h"

#include "hash.h"

#define SENSES_MAX 200

/* One meaning of one phrase. */
struct sense {
	uint64_t value;
	uint8_t kind;
	uint8_t flags; /* PHRASE_VOWEL, PHRASE_UPPER */
	bool latin;    /* in every language of Latin letters, unless that says otherwise */
	struct lexicon_set written;
	struct lexicon_set generated;
	struct lexicon_set set; /* the result */
};

struct group {
	struct sense senses[SENSES_MAX];
	uint32_t count;
	bool stem;
};

static void set_put(struct lexicon_set *set, unsigned language)
{
	set->languages[language >> 3] |= (uint8_t)(1u << (language & 7));
}

static void set_add(struct lexicon_set *set, const struct lexicon_set *other)
{
	for (size_t i = 0; i < sizeof(set->languages); i++)
		set->languages[i] |= other->languages[i];
}

static void set_remove(struct lexicon_set *set, const struct lexicon_set *other)
{
	for (size_t i = 0; i < sizeof(set->languages); i++)
		set->languages[i] &= (uint8_t)~other->languages[i];
}

static struct lexicon_set set_common(const struct lexicon_set *a, const struct lexicon_set *b)
{
	struct lexicon_set common;
	for (size_t i = 0; i < sizeof(common.languages); i++)
		common.languages[i] = a->languages[i] & b->languages[i];
	return common;
}

static bool set_empty(const struct lexicon_set *set)
{
	static const struct lexicon_set none = { { 0 } };
	return memcmp(set, &none, sizeof(none)) == 0;
}

/* The kinds of which a phrase has at most one value in a language. */
static bool is_exclusive(uint8_t kind)
{
	switch (kind) {
	case LEXICON_MONTH: case LEXICON_WEEKDAY: case LEXICON_NUMBER: case LEXICON_ORDINAL: case LEXICON_MULTIPLIER:
	case LEXICON_CURRENCY: case LEXICON_UNIT: case LEXICON_PLACE: case LEXICON_DAYPART:
		return true;
	default:
		return false;
	}
}

static struct sense *group_sense(struct group *group, const struct phrase *phrase)
{
	uint8_t flags = phrase->flags & (PHRASE_VOWEL | PHRASE_UPPER);
	for (uint32_t i = 0; i < group->count; i++) {
		struct sense *sense = &group->senses[i];
		if (sense->kind == phrase->kind && sense->value == phrase->value && sense->flags == flags)
			return sense;
	}
	CHECK(group->count < SENSES_MAX);
	group->senses[group->count] = (struct sense){ .value = phrase->value, .kind = phrase->kind, .flags = flags };
	return &group->senses[group->count++];
}

static void group_add(struct group *group, const struct lexicon_source *source, const struct phrase *phrase)
{
	struct sense *sense = group_sense(group, phrase);
	bool written = (phrase->flags & PHRASE_WRITTEN) != 0;
	struct lexicon_set *set = written ? &sense->written : &sense->generated;
	if (phrase->language == LANGUAGE_LATIN && !written)
		sense->latin = true;
	else if (phrase->language < LANGUAGES_MAX)
		set_put(set, phrase->language);
	else
		for (unsigned i = 1; i < source->languages.count; i++)
			if (phrase->language == LANGUAGE_EVERY || source->latin[i])
				set_put(set, i);
}

/* What is written goes before what is generated of its kind. */
static void prefer_written(struct group *group)
{
	for (uint32_t i = 0; i < group->count; i++)
		for (uint32_t k = 0; k < group->count; k++)
			if (i != k && group->senses[i].kind == group->senses[k].kind && is_exclusive(group->senses[i].kind))
				set_remove(&group->senses[i].generated, &group->senses[k].written);
}

/* English names hold in every language of Latin letters that does not call another place so. */
static void spread_latin(struct group *group, const struct lexicon_source *source)
{
	struct lexicon_set spread[SENSES_MAX];
	for (uint32_t i = 0; i < group->count; i++) {
		spread[i] = (struct lexicon_set){ { 0 } };
		for (unsigned language = 1; group->senses[i].latin && language < source->languages.count; language++)
			if (source->latin[language] && (!group->stem || source->inflects[language]))
				set_put(&spread[i], language);
		for (uint32_t k = 0; k < group->count; k++) {
			if (k == i || group->senses[k].kind != LEXICON_PLACE || group->senses[k].value == group->senses[i].value)
				continue;
			set_remove(&spread[i], &group->senses[k].generated);
			set_remove(&spread[i], &group->senses[k].written);
		}
	}
	for (uint32_t i = 0; i < group->count; i++)
		set_add(&group->senses[i].generated, &spread[i]);
}

/* 0 a territory, 1 a city, 2 a language. */
static int place_rank(const char *code)
{
	return strncmp(code, "city:", 5) == 0 ? 1 : strncmp(code, "lang:", 5) == 0 ? 2 : 0;
}

static bool may_share_name(const char *a, const char *b)
{
	return (place_rank(a) == 0 && place_rank(b) == 1 && place_is_city_of(b, a)) ||
	       (place_rank(b) == 0 && place_rank(a) == 1 && place_is_city_of(a, b));
}

/* Of two meanings in one language both go, of two places the one of the lower rank. */
static void drop_ambiguous(struct group *group, const struct lexicon_source *source)
{
	struct lexicon_set dropped[SENSES_MAX];
	memset(dropped, 0, sizeof(dropped[0]) * group->count);
	for (uint32_t i = 0; i < group->count; i++) {
		for (uint32_t k = 0; k < i; k++) {
			struct sense *a = &group->senses[i], *b = &group->senses[k];
			if (a->kind != b->kind || a->value == b->value || !is_exclusive(a->kind) || ((a->flags ^ b->flags) & PHRASE_UPPER) != 0)
				continue;
			struct lexicon_set common = set_common(&a->generated, &b->generated);
			int rank_a = 0, rank_b = 0;
			if (a->kind == LEXICON_PLACE) {
				const char *code_a = source->places.strings[a->value], *code_b = source->places.strings[b->value];
				if (may_share_name(code_a, code_b))
					continue;
				rank_a = place_rank(code_a);
				rank_b = place_rank(code_b);
			}
			if (rank_a >= rank_b)
				set_add(&dropped[i], &common);
			if (rank_b >= rank_a)
				set_add(&dropped[k], &common);
		}
	}
	for (uint32_t i = 0; i < group->count; i++)
		set_remove(&group->senses[i].generated, &dropped[i]);
}

/* The languages in which the phrase has a meaning of one of the kinds, a set of bits. */
static struct lexicon_set known_as(const struct group *group, uint32_t kinds)
{
	struct lexicon_set languages = { { 0 } };
	for (uint32_t i = 0; i < group->count; i++)
		if ((kinds >> group->senses[i].kind & 1) != 0)
			set_add(&languages, &group->senses[i].set);
	return languages;
}

#define KIND(kind) (1u << (kind))

/* Words whose meaning is more exact than the picture of a thing: four is no clover, Thailand no elephant. */
#define KINDS_NOT_THINGS (KIND(LEXICON_STOP) | KIND(LEXICON_NUMBER) | KIND(LEXICON_ORDINAL) | KIND(LEXICON_MULTIPLIER) | \
	KIND(LEXICON_BOUND) | KIND(LEXICON_PLACE) | KIND(LEXICON_MONTH) | KIND(LEXICON_WEEKDAY))

/* What holds in any letters needs no capitals besides, and what takes any ending needs no rule for one. */
static void drop_covered(struct group *group)
{
	for (uint32_t i = 0; i < group->count; i++)
		for (uint32_t k = 0; k < group->count; k++)
			if (group->senses[i].kind == group->senses[k].kind && group->senses[i].value == group->senses[k].value &&
			    (group->senses[i].flags & ~group->senses[k].flags) != 0)
				set_remove(&group->senses[i].set, &group->senses[k].set);
}

static void resolve(struct group *group, const struct lexicon_source *source)
{
	for (uint32_t i = 0; i < group->count; i++)
		group->senses[i].set = group->senses[i].written;
	struct lexicon_set function_word = known_as(group, KIND(LEXICON_STOP));
	prefer_written(group);
	spread_latin(group, source);
	drop_ambiguous(group, source);
	for (uint32_t i = 0; i < group->count; i++) {
		struct sense *sense = &group->senses[i];
		if ((sense->flags & PHRASE_UPPER) == 0)
			set_remove(&sense->generated, &function_word);
		set_add(&sense->set, &sense->generated);
	}
	struct lexicon_set no_thing = known_as(group, KINDS_NOT_THINGS);
	for (uint32_t i = 0; i < group->count; i++)
		if (group->senses[i].kind == LEXICON_CONCEPT)
			set_remove(&group->senses[i].set, &no_thing);
	drop_covered(group);
}

/* By key; of one key the whole phrases first, then the stems. */
static int phrase_order(const void *a, const void *b)
{
	const struct phrase *left = a, *right = b;
	int order = bytes_order(bytes_of(left->form->bytes, left->form->length), bytes_of(right->form->bytes, right->form->length));
	if (order != 0)
		return order;
	int stem = (left->flags & PHRASE_STEM) - (right->flags & PHRASE_STEM);
	if (stem != 0)
		return stem;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->value != right->value)
		return left->value < right->value ? -1 : 1;
	return left->flags != right->flags ? (int)left->flags - (int)right->flags : (int)left->language - (int)right->language;
}

static bool same_key(const struct phrase *a, const struct phrase *b)
{
	return bytes_equal(bytes_of(a->form->bytes, a->form->length), bytes_of(b->form->bytes, b->form->length));
}

static int meaning_order(const void *a, const void *b)
{
	const struct lexicon_meaning *left = a, *right = b;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return (left->value > right->value) - (left->value < right->value);
}

static void list_meanings(struct table *table, const struct lexicon_source *source)
{
	struct lexicon_meaning *all = calloc(source->phrases_count + 1, sizeof(*all));
	CHECK(all != NULL);
	for (uint32_t i = 0; i < source->phrases_count; i++)
		all[i] = (struct lexicon_meaning){ .value = source->phrases[i].value, .kind = source->phrases[i].kind };
	all[source->phrases_count] = (struct lexicon_meaning){ .kind = LEXICON_NONE };
	qsort(all, source->phrases_count + 1, sizeof(*all), meaning_order);
	for (uint32_t i = 0; i <= source->phrases_count; i++)
		if (i == 0 || meaning_order(&all[i - 1], &all[i]) != 0)
			all[table->meanings_count++] = all[i];
	table->meanings = all;
	CHECK(table->meanings_count <= 1u << LEXICON_ITEM_MEANING_BITS);
}

/* What is known to be no place has the meaning of no kind. */
static bool is_no_place(const struct lexicon_source *source, uint8_t kind, uint64_t value)
{
	return kind == LEXICON_PLACE && strcmp(source->places.strings[value], NO_PLACE) == 0;
}

static uint32_t meaning_index(const struct table *table, const struct lexicon_source *source, const struct sense *sense)
{
	struct lexicon_meaning wanted = { .value = sense->value, .kind = sense->kind };
	if (is_no_place(source, sense->kind, sense->value))
		wanted = (struct lexicon_meaning){ .kind = LEXICON_NONE };
	const struct lexicon_meaning *found = bsearch(&wanted, table->meanings, table->meanings_count, sizeof(wanted), meaning_order);
	CHECK(found != NULL);
	return (uint32_t)(found - table->meanings);
}

/* How many phrases a language has of a kind, for the report. */
static uint32_t entries[LANGUAGES_MAX][LEXICON_KINDS];

static void count_entries(const struct group *exact)
{
	for (uint32_t i = 0; i < exact->count; i++)
		for (unsigned language = 1; language < LANGUAGES_MAX; language++)
			entries[language][exact->senses[i].kind] += exact->senses[i].set.languages[language >> 3] >> (language & 7) & 1;
}

/* Function words are half of a text, and what is written by hand comes more often than what is generated. */
static uint32_t group_rank(const struct group *group)
{
	uint32_t rank = 2;
	for (uint32_t i = 0; i < group->count && rank > 0; i++)
		if (!set_empty(&group->senses[i].written))
			rank = group->senses[i].kind == LEXICON_STOP ? 0 : 1;
	return rank;
}

struct item_list {
	uint32_t items[TABLE_ITEMS_MAX];
	uint32_t count;
};

static void add_item(struct item_list *list, struct table *table, const struct lexicon_source *source, const struct sense *sense,
                     struct lexicon_set set, uint32_t flags)
{
	if (set_empty(&set))
		return;
	set_put(&set, LANGUAGE_UNKNOWN);
	CHECK(list->count < TABLE_ITEMS_MAX);
	flags |= (sense->flags & PHRASE_UPPER) != 0 ? LEXICON_ITEM_UPPER : 0;
	flags |= (sense->flags & PHRASE_VOWEL) != 0 ? LEXICON_ITEM_VOWEL : 0;
	list->items[list->count++] = meaning_index(table, source, sense) | table_set(table, &set) << LEXICON_ITEM_MEANING_BITS | flags;
}

static struct sense *same_sense(struct group *group, const struct sense *sense)
{
	for (uint32_t i = 0; i < group->count; i++) {
		struct sense *other = &group->senses[i];
		if (other->kind == sense->kind && other->value == sense->value && other->flags == sense->flags)
			return other;
	}
	return NULL;
}

/* One phrase with all that it means as it is and as a stem. */
static void add_phrase(struct table *table, const struct lexicon_source *source, const struct form *form, struct group *exact,
                       struct group *stem)
{
	struct item_list list = { .count = 0 };
	uint32_t rank = group_rank(exact);
	for (uint32_t i = 0; i < exact->count; i++) {
		const struct sense *sense = &exact->senses[i];
		struct sense *other = same_sense(stem, sense);
		struct lexicon_set both = { { 0 } }, only = sense->set;
		if (other != NULL) {
			both = set_common(&sense->set, &other->set);
			set_remove(&only, &both);
			set_remove(&other->set, &both);
		}
		add_item(&list, table, source, sense, both, LEXICON_ITEM_EXACT | LEXICON_ITEM_STEM);
		add_item(&list, table, source, sense, only, LEXICON_ITEM_EXACT);
	}
	for (uint32_t i = 0; i < stem->count; i++)
		add_item(&list, table, source, &stem->senses[i], stem->senses[i].set, LEXICON_ITEM_STEM);
	if (list.count > 0)
		table_add(table, form, rank, list.items, list.count);
}

/* What the filters ask of a stem: three bytes of its last word, and of a single word no more than they reach. What is
 * longer is cut; not of a place, whose ending is counted. */
static bool fit_stem(struct form *form, uint8_t kind)
{
	size_t start = form->words > 1 ? (size_t)form->ends[form->words - 2] + 1 : 0;
	if (form->length < start + LEXICON_SHORT_BYTES)
		return false;
	if (form->words > 1 || form->length <= LEXICON_STEM_BYTES_MAX)
		return true;
	uint8_t length = LEXICON_STEM_BYTES_MAX;
	while ((form->bytes[length] & 0xc0) == 0x80)
		length--;
	form->length = length;
	form->ends[0] = length;
	return kind != LEXICON_PLACE;
}

static void drop_unusable(struct lexicon_source *source)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < source->phrases_count; i++) {
		struct phrase phrase = source->phrases[i];
		if (phrase.kind != LEXICON_NONE && ((phrase.flags & PHRASE_STEM) == 0 || fit_stem((struct form *)phrase.form, phrase.kind)))
			source->phrases[count++] = phrase;
	}
	source->phrases_count = count;
}

static int string_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts a list of names, so that their numbers do not depend on the order in which they came. */
static void sort_strings(struct lexicon_source *source, struct string_list *list, enum lexicon_kind kind)
{
	char **old = malloc(list->count * sizeof(char *));
	uint32_t *place = calloc(list->count, sizeof(uint32_t));
	CHECK(old != NULL && place != NULL);
	memcpy(old, list->strings, list->count * sizeof(char *));
	qsort(list->strings, list->count, sizeof(char *), string_order);
	for (uint32_t i = 0; i < list->count; i++) {
		char **found = bsearch(&old[i], list->strings, list->count, sizeof(char *), string_order);
		place[i] = (uint32_t)(found - list->strings);
	}
	for (uint32_t i = 0; i < source->phrases_count; i++)
		if (source->phrases[i].kind == kind)
			source->phrases[i].value = place[source->phrases[i].value];
	free(old);
	free(place);
}

static void print_report(const struct lexicon_source *source, const struct table *table)
{
	static const char *const names[LEXICON_KINDS] = { "", "place", "concept", "month", "weekday", "number", "ordinal", "multiplier",
		"vague", "fraction", "percent", "currency", "unit", "counted", "bound", "reldate", "age", "score", "cumulative", "claimed",
		"correction", "related", "act", "stop", "group", "actor", "daypart" };
	printf("language");
	for (unsigned kind = 1; kind < LEXICON_KINDS; kind++)
		printf("\t%s", names[kind]);
	printf("\n");
	for (unsigned language = 1; language < source->languages.count; language++) {
		printf("%s", source->languages.strings[language]);
		for (unsigned kind = 1; kind < LEXICON_KINDS; kind++)
			printf("\t%u", entries[language][kind]);
		printf("\n");
	}
	printf("# %u languages, %u places, %u concepts; %u slots, %u items, %u sets, %u meanings\n", source->languages.count - 1,
	       source->places.count, source->concepts.count, table->slots_count, table->items_count, table->sets_count,
	       table->meanings_count);
}

void lexicon_compile(struct lexicon_source *source, const char *path, bool report)
{
	static struct table table;
	static struct group exact, stem;
	table_init(&table);
	drop_unusable(source);
	sort_strings(source, &source->places, LEXICON_PLACE);
	sort_strings(source, &source->concepts, LEXICON_CONCEPT);
	qsort(source->phrases, source->phrases_count, sizeof(source->phrases[0]), phrase_order);
	list_meanings(&table, source);
	stem.stem = true;
	for (uint32_t i = 0, end; i < source->phrases_count; i = end) {
		exact.count = stem.count = 0;
		for (end = i; end < source->phrases_count && same_key(&source->phrases[i], &source->phrases[end]); end++)
			group_add((source->phrases[end].flags & PHRASE_STEM) != 0 ? &stem : &exact, source, &source->phrases[end]);
		resolve(&exact, source);
		resolve(&stem, source);
		count_entries(&exact);
		add_phrase(&table, source, source->phrases[i].form, &exact, &stem);
	}
	table_write(&table, source, path);
	if (report)
		print_report(source, &table);
}
