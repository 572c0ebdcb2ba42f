/* lexicon_concepts.c: what things are called in every language, from CLDR's annotations: the names and keywords of emoji.
 * A keyword that stands for many of them says little, and is left out. */
#include "lexicon_make.h"

#include <dirent.h>
#include <jansson.h>

#include "utf8.h"

#define EMOJI_OF_KEYWORD_MAX 10
#define KEYWORD_WORDS_MAX 3

struct range {
	uint32_t first, last;
};

/* No things: ASCII and other marks, arrows, mathematics, keys of devices, geometric shapes, card suits, signs of the
 * zodiac, check marks, letters in squares, skin tones, flags of letters, buttons, coloured shapes, clock faces. */
static const struct range left_out[] = {
	{ 0, 0x2319 }, { 0x2328, 0x232f }, { 0x23cf, 0x23cf }, { 0x23e9, 0x23ef }, { 0x23f8, 0x23ff }, { 0x2400, 0x25ff }, { 0x2610, 0x2613 },
	{ 0x2648, 0x2653 }, { 0x2660, 0x2667 }, { 0x2669, 0x266f }, { 0x267e, 0x267f }, { 0x2705, 0x2705 }, { 0x2713, 0x2716 }, { 0x271a, 0x271c },
	{ 0x2721, 0x2721 }, { 0x2733, 0x2734 }, { 0x2747, 0x2757 }, { 0x2761, 0x2763 }, { 0x2776, 0x27ff }, { 0x2900, 0x2e7f },
	{ 0x3000, 0x33ff }, { 0xfe00, 0xffff }, { 0x1f100, 0x1f2ff }, { 0x1f3fb, 0x1f3ff }, { 0x1f500, 0x1f507 }, { 0x1f519, 0x1f524 },
	{ 0x1f532, 0x1f53d }, { 0x1f549, 0x1f549 }, { 0x1f550, 0x1f567 }, { 0x1f5a4, 0x1f5a4 }, { 0x1f6ab, 0x1f6ab }, { 0x1f780, 0x1f7ff },
	{ 0xe0000, 0xe0fff },
};

static bool is_thing(const char *emoji)
{
	size_t at = 0;
	uint32_t point = utf8_next((const uint8_t *)emoji, &at);
	for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (point >= left_out[i].first && point <= left_out[i].last)
			return false;
	return true;
}

#define ZERO_WIDTH_JOINER 0x200d
#define VARIATION_SELECTOR 0xfe0f
#define MAN 0x1f468
#define WOMAN 0x1f469
#define PERSON 0x1f9d1

/* What makes a family or a couple of a man or woman: these are no variants of one thing. */
static bool joins_people(uint32_t point)
{
	return point == 0x2764 || point == 0x1f91d || (point >= 0x1f466 && point <= WOMAN) || point == PERSON;
}

/* The emoji without the sex of who is shown: a police officer, a man and a woman of the police are one thing. */
static void without_sex(const char *emoji, char ret_emoji[64])
{
	uint32_t points[16];
	size_t count = 0, length = 0;
	for (size_t at = 0; emoji[at] != 0 && count < 16;) {
		uint32_t point = utf8_next((const uint8_t *)emoji, &at);
		if (point != VARIATION_SELECTOR)
			points[count++] = point;
	}
	if (count > 2 && points[count - 2] == ZERO_WIDTH_JOINER && (points[count - 1] == 0x2640 || points[count - 1] == 0x2642))
		count -= 2;
	if (count > 2 && (points[0] == MAN || points[0] == WOMAN) && points[1] == ZERO_WIDTH_JOINER && !joins_people(points[2]))
		points[0] = PERSON;
	for (size_t i = 0; i < count && length + 5 < 64; i++)
		length += utf8_put(points[i], (uint8_t *)ret_emoji + length);
	ret_emoji[length] = 0;
}

struct keyword {
	struct form form;
	uint32_t concept;
};

struct keyword_list {
	struct keyword *keywords;
	uint32_t count;
	uint32_t capacity;
};

/* Long enough to be the word, where words are not separated: of hiragana four letters, of Thai and its like five signs. */
static bool stands_alone(const struct form *form)
{
	struct bytes text = bytes_of(form->bytes, form->length);
	bool hiragana = true;
	for (size_t at = 0; at < form->length;) {
		uint32_t point = utf8_next(form->bytes, &at);
		hiragana &= point >= 0x3041 && point <= 0x309f;
	}
	if (hiragana)
		return utf8_count(text) >= 4;
	return !form_unsegmented(form) || form->bytes[0] >= 0xe3 || utf8_count(text) >= 5;
}

static void add_keyword(struct keyword_list *list, const char *text, uint32_t concept)
{
	struct keyword keyword = { .concept = concept };
	if (!form_of(text, &keyword.form) || !form_is_long(&keyword.form) || !stands_alone(&keyword.form))
		return;
	if (!form_unsegmented(&keyword.form) && keyword.form.words > KEYWORD_WORDS_MAX)
		return;
	GROW(list->keywords, list->count, list->capacity);
	list->keywords[list->count++] = keyword;
}

static int keyword_order(const void *a, const void *b)
{
	const struct keyword *left = a, *right = b;
	int order = bytes_order(bytes_of(left->form.bytes, left->form.length), bytes_of(right->form.bytes, right->form.length));
	return order != 0 ? order : (left->concept > right->concept) - (left->concept < right->concept);
}

static bool same_form(const struct keyword *a, const struct keyword *b)
{
	return bytes_equal(bytes_of(a->form.bytes, a->form.length), bytes_of(b->form.bytes, b->form.length));
}

/* A thing is also found inflected, where the keyword is long enough to be told from other words that begin so. */
static void add_concept(struct lexicon_source *source, uint32_t concept, uint16_t language, const struct form *form)
{
	source_add_form(source, LEXICON_CONCEPT, concept, language, 0, form);
	bool hangul = form->bytes[0] >= 0xea && form->bytes[0] <= 0xed;
	if (!source->inflects[language] || form_unsegmented(form) || form_letters(form) < (hangul ? 2 : 5))
		return;
	source_add_form(source, LEXICON_CONCEPT, concept, language, PHRASE_STEM, form);
	struct form stem;
	if (form_stem(form, &stem))
		source_add_form(source, LEXICON_CONCEPT, concept, language, PHRASE_STEM | PHRASE_VOWEL, &stem);
}

/* Of one language: those keywords that stand for few emoji. */
static void keep_telling(struct lexicon_source *source, struct keyword_list *list, uint16_t language)
{
	qsort(list->keywords, list->count, sizeof(list->keywords[0]), keyword_order);
	for (uint32_t i = 0, end; i < list->count; i = end) {
		uint32_t distinct = 0;
		for (end = i; end < list->count && same_form(&list->keywords[i], &list->keywords[end]); end++)
			distinct += end == i || list->keywords[end].concept != list->keywords[end - 1].concept;
		for (uint32_t k = i; k < end && distinct <= EMOJI_OF_KEYWORD_MAX; k++)
			add_concept(source, list->keywords[k].concept, language, &list->keywords[k].form);
	}
}

static void add_texts(struct keyword_list *list, const json_t *texts, uint32_t concept)
{
	size_t at;
	json_t *text;
	json_array_foreach(texts, at, text)
	{
		/* Each is one keyword; older data puts several in one, separated by bars. */
		char parts[1024], *rest = NULL;
		if (snprintf(parts, sizeof(parts), "%s", json_string_value(text)) >= (int)sizeof(parts))
			continue;
		for (char *part = strtok_r(parts, "|", &rest); part != NULL; part = strtok_r(NULL, "|", &rest))
			add_keyword(list, part, concept);
	}
}

static void read_annotations(struct lexicon_source *source, struct keyword_list *list, const char *path)
{
	json_error_t error;
	json_t *root = json_load_file(path, 0, &error);
	if (root == NULL)
		make_fail(error.text, path);
	json_t *annotations = json_object_get(json_object_get(root, "annotations"), "annotations");
	const char *emoji;
	json_t *about;
	json_object_foreach(annotations, emoji, about)
	{
		if (!is_thing(emoji))
			continue;
		char thing[64];
		without_sex(emoji, thing);
		uint32_t concept = string_list_put(&source->concepts, thing);
		add_texts(list, json_object_get(about, "default"), concept);
		add_texts(list, json_object_get(about, "tts"), concept);
	}
	json_decref(root);
}

/* The keywords of a language are those of all its folders: sr, sr-Latn, sr-Latn-BA. */
static void collect_language(struct lexicon_source *source, const char *path, uint16_t language, struct dirent **folders, int count)
{
	struct keyword_list list = { 0 };
	for (int i = 0; i < count; i++) {
		char file[4096];
		uint16_t of;
		if (strcmp(folders[i]->d_name, "hi-Latn") == 0 || !source_language(source, folders[i]->d_name, &of) || of != language)
			continue;
		if (snprintf(file, sizeof(file), "%s/%s/annotations.json", path, folders[i]->d_name) < (int)sizeof(file))
			read_annotations(source, &list, file);
	}
	keep_telling(source, &list, language);
	free(list.keywords);
}

void collect_concepts(struct lexicon_source *source, const char *annotations_path)
{
	struct dirent **folders;
	int count = scandir(annotations_path, &folders, NULL, alphasort);
	if (count <= 2)
		make_fail("no annotations in", annotations_path);
	for (uint16_t language = 1; language < source->languages.count; language++)
		collect_language(source, annotations_path, language, folders, count);
	if (source->concepts.count == 0)
		make_fail("no annotations in the files of", annotations_path);
	for (int i = 0; i < count; i++)
		free(folders[i]);
	free(folders);
}
