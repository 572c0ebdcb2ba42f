#include "lexicon.h"

#include "lexicon_read.h"

/* The first byte of a letter of three bytes, as those have that are words of their own. */
#define FIRST_OF_THREE 0xe0u

static const char *string_at(struct lexicon_section section, uint64_t index)
{
	const struct lexicon_table *table = lexicon_table();
	if (index >= section.count)
		return "";
	const uint32_t *starts = lexicon_section_start(section);
	return (const char *)lexicon_section_start(table->strings) + starts[index];
}

const char *lexicon_place_name(uint64_t place)
{
	return string_at(lexicon_table()->places, place);
}

const char *lexicon_concept_name(uint64_t concept)
{
	return string_at(lexicon_table()->concepts, concept);
}

const char *lexicon_language_tag(unsigned language)
{
	return language < lexicon_table()->languages.count ? string_at(lexicon_table()->languages, language) : "und";
}

unsigned lexicon_language(struct bytes tag)
{
	char primary[8] = { 0 };
	size_t length = 0;
	while (length < tag.length && tag.data[length] != '-' && tag.data[length] != '_') {
		if (length == sizeof(primary))
			return LANGUAGE_UNKNOWN;
		uint8_t letter = tag.data[length];
		primary[length++] = (char)(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
	}
	const struct lexicon_tag *tags = lexicon_section_start(lexicon_table()->tags);
	uint32_t low = 0, high = lexicon_table()->tags.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(tags[middle].tag, primary, sizeof(primary));
		if (order == 0)
			return tags[middle].language;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return LANGUAGE_UNKNOWN;
}

uint32_t lexicon_lookup(struct bytes phrase, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max)
{
	uint8_t key[LEXICON_PHRASE_MAX];
	if (phrase.length == 0 || phrase.length > sizeof(key) || language >= LANGUAGES_MAX)
		return 0;
	bool one_word = true;
	for (size_t i = 0; i < phrase.length; i++) {
		key[i] = phrase.data[i] == GAP_HYPHEN ? GAP_SPACE : phrase.data[i];
		one_word &= key[i] != GAP_SPACE && key[i] != GAP_MARK && key[i] != GAP_SENTENCE && key[i] < FIRST_OF_THREE;
	}
	struct lexicon_view view = lexicon_view(language);
	uint64_t hash = word_hash(key, phrase.length);
	if (one_word && !lexicon_may_hold(&view, hash)) /* of more words the filter holds the first */
		return 0;
	struct lexicon_items items = lexicon_slot_items(&view, lexicon_find(&view, hash));
	uint32_t count = 0;
	while (items.item != 0 && count < hits_max) {
		const struct lexicon_meaning *meaning = lexicon_item_meaning(&view, items.item);
		if (meaning->kind != LEXICON_NONE && (items.item & LEXICON_ITEM_EXACT) != 0 && lexicon_item_holds(&view, items.item))
			ret_hits[count++] = (struct lexicon_hit){ .kind = (uint8_t)meaning->kind, .value = meaning->value };
		items.item = (items.item & LEXICON_ITEM_LAST) != 0 ? 0 : *++items.at;
	}
	return count;
}
