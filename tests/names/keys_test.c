/* The keys of one sentence in several languages meet: its names, places and concepts; its words do not. */
#include "keys.h"

#include "check_that.h"
#include "known_names.h"
#include "normalise.h"

#define HITS_MAX 512

static struct arena arena;

static struct key_set keys_of(const char *language, const char *text)
{
	struct article article = { .body = bytes_of_string(text) };
	struct document *document = arena_take(&arena, sizeof *document);
	struct lexicon_hit *hits = arena_take(&arena, HITS_MAX * sizeof *hits);
	unsigned number = lexicon_language(bytes_of_string(language));
	struct key_set set;
	document_read(&article, &arena, document);
	uint32_t count = lexicon_scan(document, number, hits, HITS_MAX);
	key_set_init(&set, &arena);
	struct known_names names;
	known_names_init(&names, document, number, &arena);
	keys_collect(&names, hits, count, &set);
	return set;
}

static const struct record_key *find(const struct key_set *set, enum key_kind kind, const char *text)
{
	for (uint32_t i = 0; i < set->count; i++) {
		char printed[KEY_TEXT_MAX];
		key_print(set->keys[i].id, printed);
		if (set->keys[i].kind == kind && strcmp(printed, text) == 0)
			return &set->keys[i];
	}
	return NULL;
}

static uint32_t shared(const struct key_set *a, const struct key_set *b, enum key_kind kind)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t k = 0; k < b->count; k++)
			count += a->keys[i].id == b->keys[k].id && a->keys[i].kind == kind;
	return count;
}

static void languages_meet(void)
{
	static const struct {
		const char *language, *text;
	} others[] = {
		{ "de", "Wie Anatol Grebenko in Kasachstan sagte, brach der Vulkan bei Teheran aus." },
		{ "ru", "Как сказал Анатолий Гребенко в Казахстане, вулкан начал извергаться под Тегераном." },
		{ "ar", "قال أناتول غريبنكو في كازاخستان إن البركان ثار قرب طهران" },
		{ "fr", "L'éruption du volcan près de Téhéran, selon Anatol Grebenko au Kazakhstan." },
	};
	struct key_set english = keys_of("en", "The volcano near Tehran erupted, said Anatol Grebenko in Kazakhstan.");
	CHECK_THAT(find(&english, KEY_PLACE, "KZ") != NULL);
	CHECK_THAT(find(&english, KEY_NAME, "KRPNK") != NULL);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		struct key_set other = keys_of(others[i].language, others[i].text);
		bool meets = shared(&english, &other, KEY_PLACE) >= 2 && shared(&english, &other, KEY_NAME) >= 1;
		if (!CHECK_THAT(meets))
			fprintf(stderr, "  %s\n", others[i].text);
		CHECK_THAT(shared(&english, &other, KEY_WORD) == 0);
	}
}

static void certainty(void)
{
	struct key_set set = keys_of("en", "Grebenko spoke. Later Volkova and tarbenko came with SNSC.");
	const struct record_key *start = find(&set, KEY_NAME, "KRPNK"), *inside = find(&set, KEY_NAME, "FLKF");
	CHECK_THAT(start != NULL && start->presence >= 150 && start->presence <= 156); /* .6 */
	CHECK_THAT(inside != NULL && inside->presence == 255);
	CHECK_THAT(find(&set, KEY_NAME, "TRPNK") == NULL); /* lower case */
	CHECK_THAT(find(&set, KEY_NAME, "snsc") != NULL);  /* an acronym, whole */
}

static void apostrophes_and_prefixes(void)
{
	struct key_set french = keys_of("fr", "Selon l'Ukraine, qu'Anatol Grebenko a visitée."), arabic = keys_of("ar", "قال إن الرئيس وصل وباتروشيف غادر");
	CHECK_THAT(find(&french, KEY_PLACE, "UA") != NULL);
	CHECK_THAT(find(&arabic, KEY_NAME, "PTRSF") != NULL); /* وباتروشيف without "and" */
}

static uint32_t of_kind(const struct key_set *set, enum key_kind kind)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < set->count; i++)
		count += set->keys[i].kind == kind;
	return count;
}

/* Where no spaces are, words are pairs of characters: none over a gap, over a function word, or with what is behind the last. */
static void pairs_of_characters(void)
{
	struct key_set joined = keys_of("zh", "虎兔龙蛇"), apart = keys_of("zh", "虎兔,龙蛇"), mixed = keys_of("zh", "虎兔 horses 龙"), held = keys_of("zh", "虎兔说龙蛇");
	CHECK_THAT(of_kind(&joined, KEY_WORD) == 3);
	CHECK_THAT(of_kind(&apart, KEY_WORD) == 2 && shared(&apart, &joined, KEY_WORD) == 2);
	CHECK_THAT(of_kind(&mixed, KEY_WORD) == 2 && shared(&mixed, &joined, KEY_WORD) == 1);
	struct key_set one_class = keys_of("zh", "斯斯"), two = keys_of("zh", "斯特");
	CHECK_THAT(of_kind(&one_class, KEY_COARSE) == 0 && of_kind(&two, KEY_COARSE) == 1);
	CHECK_THAT(of_kind(&held, KEY_WORD) == 2 && shared(&held, &joined, KEY_WORD) == 2);
}

/* A key is there once: in its first line, with the highest presence of all its places. */
static void highest_presence(void)
{
	struct key_set set = keys_of("en", "a day passed\nGrebenko spoke\nthey met Grebenko there\nGrebenko left");
	const struct record_key *key = find(&set, KEY_NAME, "KRPNK");
	CHECK_THAT(key != NULL && key->presence == 255 && key->line == 1);
	struct key_set added;
	key_set_init(&added, &arena);
	key_set_add(&added, KEY_NAME, 0x13952, 0.8, 3);
	key_set_add(&added, KEY_NAME, 0x13952, 0.4, 2);
	CHECK_THAT(added.count == 1 && added.keys[0].presence == 204 && added.keys[0].line == 3);
	/* A word that is known as an ordinary one is hardly a name where there are no capitals. */
	struct key_set hindi = keys_of("hi", "और ज्वालामुखी पत्रुशेव");
	const struct record_key *volcano = find(&hindi, KEY_NAME, "SFLMK"), *name = find(&hindi, KEY_NAME, "PTRSF");
	CHECK_THAT(volcano != NULL && name != NULL && 2 * volcano->presence <= name->presence + 1);
}

/* Names come before words when there are more keys than a record holds; and nothing that is there is forgotten. */
static void too_many(void)
{
	char text[64 * 1024] = "";
	size_t length = 0;
	for (int i = 0; i < 3000; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "word%c%c%c ", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
	length += (size_t)snprintf(text + length, sizeof text - length, "wordaaa and Grebenko");
	struct key_set set = keys_of("en", text);
	CHECK_THAT(set.count == RECORD_KEYS_MAX && find(&set, KEY_NAME, "KRPNK") != NULL);
	for (uint32_t i = 0; i < set.count; i++)
		for (uint32_t k = 0; k < i; k++)
			CHECK_THAT(set.keys[i].id != set.keys[k].id);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	languages_meet();
	certainty();
	apostrophes_and_prefixes();
	pairs_of_characters();
	highest_presence();
	too_many();
	arena_free(&arena);
	return check_that_result();
}
