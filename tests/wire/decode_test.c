/* Decoding: each form of article, each field's other names, each thing that refuses an article, with its reason. */
#include "decode.h"

#include <stdarg.h>
#include <stdlib.h>

#include "check_that.h"
#include "timestamp.h"

static struct arena arena;

/* ---- an article in a line, to compare with a literal ---- */

struct line {
	char text[4096];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void say(struct line *line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(line->text + line->length, sizeof line->text - line->length, format, arguments);
	va_end(arguments);
	if (length > 0 && (size_t)length < sizeof line->text - line->length)
		line->length += (size_t)length;
}

static void say_view(struct line *line, const char *name, struct bytes view)
{
	if (view.data != NULL)
		say(line, " %s=[%.*s]", name, (int)view.length, (const char *)view.data);
}

static void say_time(struct line *line, const char *name, clock_ms time)
{
	char text[TIMESTAMP_SIZE];
	if (time == CLOCK_ABSENT)
		return;
	timestamp_print(time, text);
	say(line, " %s=%s", name, text);
}

static void say_subjects(struct line *line, const char *name, const struct article_subject *subjects, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		say(line, " %s=%.*s/%.*s", name, (int)subjects[i].name.length, (const char *)subjects[i].name.data,
		    (int)subjects[i].code.length, (const char *)subjects[i].code.data);
}

static void describe(const struct article *article, struct line *line)
{
	static const char *const statuses[] = { "", " withheld", " canceled" };
	line->length = 0;
	say(line, "%.*s", (int)article->uri.length, (const char *)article->uri.data);
	if (article->version_text.data != NULL)
		say(line, " v%llu=[%.*s]", (unsigned long long)article->version, (int)article->version_text.length,
		    (const char *)article->version_text.data);
	say(line, "%s", statuses[article->status]);
	say_view(line, "source", article->source);
	say_view(line, "credit", article->credit);
	say_view(line, "language", article->language);
	say_view(line, article->headline_is_markup ? "headline<>" : "headline", article->headline);
	say_view(line, article->body_is_markup ? "body<>" : "body", article->body);
	say_view(line, "slugline", article->slugline);
	say_view(line, "ednote", article->ednote);
	say_view(line, "evolvedfrom", article->evolvedfrom);
	say_time(line, "created", article->created);
	say_time(line, "embargoed", article->embargoed);
	say_subjects(line, "place", article->places, article->places_count);
	say_subjects(line, "subject", article->subjects, article->subjects_count);
}

/* ---- what is read ---- */

struct good {
	const char *json;
	const char *article;
};

static const struct good forms[] = {
	/* ninjs 1.x */
	{ "{\"uri\":\"urn:w:1\",\"version\":\"2\",\"type\":\"text\",\"versioncreated\":\"2024-05-06T07:08:09Z\",\"language\":\"en\","
	  "\"headline\":\"Bridge falls in Orlany\",\"body_text\":\"Three people died.\",\"byline\":\"Ann Example (NWA)\","
	  "\"located\":\"Orlany\",\"copyrightholder\":\"North Wire\",\"place\":[{\"name\":\"Orlany\",\"code\":\"XX-1\"}],"
	  "\"subject\":[{\"name\":\"Accidents\",\"code\":\"03000000\"}],\"person\":[{\"name\":\"Ivo Bren\"}],"
	  "\"organisation\":[{\"name\":\"Road Office\"}],\"event\":[{\"name\":\"Collapse\"}],\"slugline\":\"BRIDGE\"}",
	  "urn:w:1 v2=[2] source=[North Wire] credit=[NWA] language=[en] headline=[Bridge falls in Orlany] body=[Three people died.] "
	  "slugline=[BRIDGE] created=2024-05-06T07:08:09.000Z place=Orlany/XX-1 place=Orlany/ subject=Accidents/03000000 "
	  "subject=Ivo Bren/ subject=Road Office/ subject=Collapse/" },
	/* ninjs 1.x with an array of sources and other bodies */
	{ "{\"uri\":\"urn:w:2\",\"headline_short\":\"Short\",\"body_html\":\"<p>Long words.</p>\",\"body_nitf\":\"<block>x</block>\","
	  "\"infosource\":[{\"rel\":\"x\"},{\"name\":\"Second\"}]}",
	  "urn:w:2 source=[Second] headline=[Short] body<>=[<p>Long words.</p>]" },
	{ "{\"uri\":\"u\",\"body_xhtml\":\"<p>a</p>\"}", "u body<>=[<p>a</p>]" },
	{ "{\"uri\":\"u\",\"body_markdown\":\"a *b*\"}", "u body=[a *b*]" },
	/* ninjs 2.x */
	{ "{\"uri\":\"urn:w:3\",\"version\":\"1\",\"pubstatus\":\"usable\",\"language\":\"de\",\"contentcreated\":\"2024-05-06T09:00:00+02:00\","
	  "\"headlines\":[{\"role\":\"short\",\"value\":\"Kurz\"},{\"role\":\"main\",\"value\":\"Brücke stürzt ein\"}],"
	  "\"bodies\":[{\"role\":\"main\",\"contenttype\":\"text/html\",\"value\":\"<p>Drei Tote.</p>\"},"
	  "{\"role\":\"main\",\"contenttype\":\"text/plain\",\"charcount\":10,\"value\":\"Drei Tote.\"}],"
	  "\"infosources\":[{\"name\":\"Nord\"},{\"name\":\"Süd\"}],\"by\":\"Von Max Muster, nwa\","
	  "\"places\":[{\"name\":\"Orlany\",\"uri\":\"http://places.example/7\"}],\"subjects\":[{\"literal\":\"acc\"}],"
	  "\"people\":[{\"name\":\"Ivo Bren\",\"literal\":\"p1\"}]}",
	  "urn:w:3 v1=[1] source=[Nord] credit=[nwa] language=[de] headline=[Brücke stürzt ein] body=[Drei Tote.] "
	  "created=2024-05-06T07:00:00.000Z place=Orlany/http://places.example/7 subject=/acc subject=Ivo Bren/p1" },
	/* ninjs 3.x */
	{ "{\"uri\":\"urn:w:4\",\"version\":\"6\",\"versionCreated\":\"2024-05-06T07:00:00Z\",\"pubStatus\":\"withheld\","
	  "\"embargoedUntil\":\"2024-05-07T00:00:00Z\",\"edNote\":\"Adds toll.\",\"copyrightHolder\":\"NW\",\"language\":\"nb-NO\","
	  "\"headlines\":[{\"value\":\"Bro\"}],\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"value\":\"<p>Tre</p>\"}],"
	  "\"infoSources\":[{\"literal\":\"nw\"}]}",
	  "urn:w:4 v6=[6] withheld source=[nw] language=[nb-NO] headline=[Bro] body<>=[<p>Tre</p>] ednote=[Adds toll.] "
	  "created=2024-05-06T07:00:00.000Z embargoed=2024-05-07T00:00:00.000Z" },
	/* Superdesk */
	{ "{\"guid\":\"urn:newsml:desk.example:2025:1\",\"version\":\"5\",\"type\":\"text\",\"pubstatus\":\"usable\",\"priority\":5,"
	  "\"versioncreated\":\"2025-03-11T08:15:00+0000\",\"firstcreated\":\"2025-03-10T08:15:00+0000\",\"language\":\"en\","
	  "\"headline\":\"Bridge falls\",\"body_html\":\"<p>Three died.</p>\",\"body_text\":null,\"source\":\"AAB\",\"slugline\":\"bridge\","
	  "\"ednote\":\"CORRECTS toll\",\"evolvedfrom\":\"urn:newsml:desk.example:2025:0\",\"place\":[{\"name\":\"Orlany\",\"qcode\":\"ORL\"},"
	  "{\"name\":null,\"code\":\"X\"},{\"name\":null,\"code\":null}],\"subject\":[{\"name\":\"Accident\",\"code\":\"03\"}],"
	  "\"associations\":{\"main\":{\"guid\":\"urn:other\",\"headline\":\"Another\",\"body_html\":\"<p>Another text.</p>\"}},"
	  "\"schedule_settings\":{\"utc_embargo\":\"2025-03-11T10:00:00+0000\",\"time_zone\":null}}",
	  "urn:newsml:desk.example:2025:1 v5=[5] source=[AAB] language=[en] headline=[Bridge falls] body<>=[<p>Three died.</p>] "
	  "slugline=[bridge] ednote=[CORRECTS toll] evolvedfrom=[urn:newsml:desk.example:2025:0] created=2025-03-11T08:15:00.000Z "
	  "embargoed=2025-03-11T10:00:00.000Z place=Orlany/ORL place=/X subject=Accident/03" },
};

static const struct good fields[] = {
	/* id */
	{ "{\"uri\":\"a\",\"guid\":\"b\",\"headline\":\"x\"}", "a headline=[x]" },
	{ "{\"uri\":\" \",\"guid\":\"b\",\"headline\":\"x\"}", "b headline=[x]" },
	{ "{\"uri\":7,\"guid\":\"b\",\"headline\":\"x\"}", "b headline=[x]" },
	{ "{\"uri\":\"a\",\"headline\":\"x\",\"evolvedfrom\":\"a\"}", "a headline=[x]" },
	/* version */
	{ "{\"uri\":\"a\",\"version\":12,\"headline\":\"x\"}", "a v12=[12] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":-3,\"headline\":\"x\"}", "a v0=[-3] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":4.0,\"headline\":\"x\"}", "a v4=[4] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":4.5,\"headline\":\"x\"}", "a headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":\"007\",\"headline\":\"x\"}", "a v7=[007] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":\"1.2\",\"headline\":\"x\"}", "a v0=[1.2] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":\"third\",\"headline\":\"x\"}", "a v0=[third] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":\"9999999999999999999\",\"headline\":\"x\"}", "a v9999999999999999999=[9999999999999999999] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":\"99999999999999999999\",\"headline\":\"x\"}", "a v0=[99999999999999999999] headline=[x]" },
	{ "{\"uri\":\"a\",\"version\":[1],\"headline\":\"x\"}", "a headline=[x]" },
	/* status */
	{ "{\"uri\":\"a\",\"pubstatus\":\"Canceled\",\"headline\":\"x\"}", "a canceled headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"cancelled\",\"headline\":\"x\"}", "a canceled headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"stat:canceled\",\"headline\":\"x\"}", "a canceled headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"http://cv.example/status/withheld\",\"headline\":\"x\"}", "a withheld headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"withhold\",\"headline\":\"x\"}", "a withheld headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"killed\",\"headline\":\"x\"}", "a canceled headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":\"fresh\",\"headline\":\"x\"}", "a headline=[x]" },
	{ "{\"uri\":\"a\",\"pubstatus\":3,\"headline\":\"x\"}", "a headline=[x]" },
	/* a withdrawal may come bare */
	{ "{\"uri\":\"a\",\"version\":\"3\",\"pubstatus\":\"canceled\"}", "a v3=[3] canceled" },
	{ "{\"guid\":\"a\",\"pubstatus\":\"withheld\",\"headline\":\"\"}", "a withheld" },
	/* which body, which headline */
	{ "{\"uri\":\"a\",\"body_html\":\"<p>the longer one of two</p>\",\"body_text\":\"plain\"}", "a body=[plain]" },
	{ "{\"uri\":\"a\",\"body_html\":\"<p>words</p>\",\"body_text\":\" \\n\\u00a0\"}", "a body<>=[<p>words</p>]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"body_html\":\"<p>&nbsp;<br/> &#160;</p><!-- x -->\"}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"body_html\":\"<p never closed\"}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"body_html\":\"3 < 4\"}", "a body<>=[3 < 4]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"value\":\"one\"},{\"value\":\"longer\"},{\"value\":\"two\"}]}", "a body=[longer]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"role\":\"caption\",\"value\":\"a long caption\"},{\"role\":\"main\",\"value\":\"text\"}]}", "a body=[text]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"role\":\"caption\",\"value\":\"a long caption\"},{\"role\":\"drol:Main\",\"value\":\"text\"}]}", "a body=[text]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"role\":\"caption\",\"value\":\"only this\"},{\"role\":\"main\",\"value\":\" \"}]}", "a body=[only this]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"role\":\"html\",\"value\":\"x\"}]}", "a body<>=[x]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"value\":\"<section><p>x</p></section>\"}]}", "a body<>=[<section><p>x</p></section>]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"contenttype\":\"text/plain\",\"value\":\"<p>x</p>\"}]}", "a body=[<p>x</p>]" },
	{ "{\"uri\":\"a\",\"bodies\":[{\"contenttype\":\"TEXT/HTML; charset=utf-8\",\"value\":\"x\"}]}", "a body<>=[x]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"bodies\":\"none\"}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"bodies\":[null,7,[],{\"value\":7},{}]}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headlines\":[{\"value\":\"one\"},{\"value\":\"the longer two\"}]}", "a headline=[one]" },
	{ "{\"uri\":\"a\",\"headline\":\"<b>h</b>\"}", "a headline<>=[<b>h</b>]" },
	{ "{\"uri\":\"a\",\"headline\":\"<3\"}", "a headline=[<3]" },
	{ "{\"uri\":\"a\",\"headline\":{\"value\":\"x\"},\"body_text\":\"b\"}", "a body=[b]" },
	/* source and credit */
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"source\":\"S\",\"copyrightholder\":\"C\"}", "a source=[S] headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"infosources\":[{\"name\":\"\"}],\"copyrightholder\":\"C\"}", "a source=[C] headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"creditline\":\"A/B\",\"byline\":\"x (Y)\"}", "a credit=[A/B] headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"credit\":\"NWA\"}", "a credit=[NWA] headline=[h]" },
	/* language, times */
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"language\":[\"en\"]}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"versioncreated\":\"soon\"}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"versioncreated\":\"soon\",\"firstcreated\":\"2024-05-06\"}",
	  "a headline=[h] created=2024-05-06T00:00:00.000Z" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"versioncreated\":1714979289}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"embargoed\":null,\"embargoedUntil\":\" \",\"embargo\":false}", "a headline=[h]" },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"embargoed\":\"2024-05-06\",\"embargo\":\"2024-05-07\"}",
	  "a headline=[h] embargoed=2024-05-07T00:00:00.000Z" },
	/* places and subjects that are none */
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"place\":\"Orlany\",\"places\":[\"Orlany\",{},null],\"subject\":{\"name\":\"x\"},\"located\":{\"city\":\"x\"}}",
	  "a headline=[h]" },
	/* text in other scripts, escaped or not, stays what it was */
	{ "{\"uri\":\"a\",\"headline\":\"\\u0628\\u0627\\u062a ба 二 \\ud83d\\ude00 \\\"q\\\"\"}", "a headline=[بات ба 二 😀 \"q\"]" },
	{ " \r\n\t{\"uri\":\"a\",\"headline\":\"h\",\"huge\":1e308,\"deep\":[[[[{}]]]]}\n ", "a headline=[h]" },
};

static void check_good(const struct good *good)
{
	struct article article;
	const char *reason = NULL;
	struct line line = { .length = 0 };
	/* A copy of its own size: a reader that goes on behind the end is caught by the sanitizer. */
	size_t length = strlen(good->json);
	char *json = malloc(length);
	memcpy(json, good->json, length);
	enum status status = decode_article(bytes_of(json, length), &arena, &article, &reason);
	free(json);
	if (status == STATUS_OK)
		describe(&article, &line);
	if (!CHECK_THAT(status == STATUS_OK && strcmp(line.text, good->article) == 0))
		fprintf(stderr, "  of %s\n  got %s\n  not %s\n", good->json, status == STATUS_OK ? line.text : reason, good->article);
}

static void test_good(void)
{
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		check_good(&forms[i]);
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		check_good(&fields[i]);
}

/* ---- what is refused ---- */

struct bad {
	const char *json;
	const char *reason;
};

#define NO_ID "The article has no id: neither uri nor guid is a string with something in it."
#define NO_TEXT "The article has neither a headline nor a body with something in it."
#define NO_EMBARGO "The article has an embargo that is not a date and time."

static const struct bad bads[] = {
	{ "", "The value is empty." },
	{ " ", "The JSON ends too early." },
	{ "{\"uri\":\"a\",\"headline\":\"h\"", "The JSON ends too early." },
	{ "{\"uri\":\"a\",\"headline\":\"h", "The JSON ends too early." },
	{ "{\"uri\":\"a\",\"headline\":\"h\"} x", "Something follows the JSON object, at byte 28." },
	{ "{\"uri\":\"a\",\"headline\":\"h\"}{}", "Something follows the JSON object, at byte 27." },
	{ "\xef\xbb\xbf{\"uri\":\"a\",\"headline\":\"h\"}", "The value begins with a byte order mark, which JSON does not allow." },
	{ "{\"uri\":\"a\",\"headline\":\"h\xff\"}", "The bytes are not valid UTF-8, at byte 24." },
	{ "{\"uri\":\"a\",\"headline\":\"\xed\xa0\x80\"}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"\\ud800\"}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"\\ud800\\u0041\"}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"a\\u0000b\"}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"uri\":\"b\"}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"x\":{\"y\":1,\"y\":2}}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"x\":1e999}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"x\":123456789012345678901234567890}", NULL },
	{ "{\"uri\":\"a\",\"headline\":\"h\",}", NULL },
	{ "{'uri':'a'}", NULL },
	{ "NaN", NULL },
	{ "[1,2]", "The JSON is not an object." },
	{ "[{\"uri\":\"a\",\"headline\":\"h\"}]", "The JSON is not an object." },
	{ "\"text\"", "The JSON is not an object." },
	{ "null", "The JSON is not an object." },
	{ "{}", NO_ID },
	{ "{\"headline\":\"h\"}", NO_ID },
	{ "{\"uri\":\"\",\"headline\":\"h\"}", NO_ID },
	{ "{\"uri\":\" \\t\",\"guid\":\"\",\"headline\":\"h\"}", NO_ID },
	{ "{\"uri\":[\"a\"],\"headline\":\"h\"}", NO_ID },
	{ "{\"uri\":\"a\"}", NO_TEXT },
	{ "{\"uri\":\"a\",\"headline\":\"\",\"body_text\":\" \\n\\u3000\\u200b\"}", NO_TEXT },
	{ "{\"uri\":\"a\",\"headlines\":[],\"bodies\":[{\"role\":\"main\",\"contenttype\":\"text/html\",\"value\":\"<p></p>\"}]}", NO_TEXT },
	{ "{\"uri\":\"a\",\"headline\":7,\"body_text\":null}", NO_TEXT },
	{ "{\"uri\":\"a\",\"title\":\"t\",\"description_text\":\"d\"}", NO_TEXT },
	{ "{\"uri\":\"a\",\"pubstatus\":\"usable\"}", NO_TEXT },
	{ "{\"pubstatus\":\"canceled\"}", NO_ID },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"embargoed\":\"noon\"}", NO_EMBARGO },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"embargoed\":true}", NO_EMBARGO },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"embargoedUntil\":1714979289}", NO_EMBARGO },
	{ "{\"uri\":\"a\",\"headline\":\"h\",\"schedule_settings\":{\"utc_embargo\":\"x\"}}", NO_EMBARGO },
};

/* One sentence: it begins with a capital and has its only full stop at its end. */
static bool is_sentence(const char *reason)
{
	const char *stop = strstr(reason, ". ");
	return reason[0] >= 'A' && reason[0] <= 'Z' && stop == NULL && reason[strlen(reason) - 1] == '.' && strlen(reason) < 120;
}

static void check_bad(struct bytes json, const char *expected, const char *shown)
{
	struct article article, before;
	const char *reason = NULL;
	memset(&article, 0x5a, sizeof article);
	before = article;
	enum status status = decode_article(json, &arena, &article, &reason);
	if (!CHECK_THAT(status == STATUS_BAD_INPUT && reason != NULL))
		return (void)fprintf(stderr, "  of %s\n", shown);
	if (!CHECK_THAT(is_sentence(reason) && (expected == NULL || strcmp(reason, expected) == 0)))
		fprintf(stderr, "  of %s\n  got %s\n", shown, reason);
	CHECK_THAT(memcmp(&article, &before, sizeof article) == 0);
}

static void test_bad(void)
{
	for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++)
		check_bad(bytes_of_string(bads[i].json), bads[i].reason, bads[i].json);
	check_bad((struct bytes){ 0 }, "There is no value: the record is a tombstone.", "a tombstone");
	check_bad(bytes_of("{\"uri\":\"a\",\"headline\":\"a\0b\"}", 28), NULL, "a zero byte");
}

/* Which word of the reason says what is wrong. */
static void test_reasons_tell(void)
{
	static const struct {
		const char *json, *word;
	} cases[] = {
		{ "{\"uri\":\"a\",\"headline\":\"a\\u0000b\"}", "U+0000" },
		{ "{\"uri\":\"a\",\"uri\":\"b\"}", "twice" },
		{ "{\"x\":1e999}", "too large" },
		{ "{\"x\":123456789012345678901234567890}", "too large" },
		{ "{\"uri\":\"a\",}", "not well formed" },
		{ "{\"a\":\"\\ud800\"}", "not well formed" },
		{ "{\"a\":\"\xc0\xaf\"}", "UTF-8" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct article article;
		const char *reason = "";
		decode_article(bytes_of_string(cases[i].json), &arena, &article, &reason);
		if (!CHECK_THAT(strstr(reason, cases[i].word) != NULL))
			fprintf(stderr, "  of %s: %s\n", cases[i].json, reason);
	}
}

/* ---- limits ---- */

static char *repeat(char *at, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		at = stpcpy(at, text);
	return at;
}

static void test_depth(void)
{
	static char json[20000];
	char *at = stpcpy(json, "{\"uri\":\"a\",\"headline\":\"h\",\"x\":");
	at = repeat(at, "[", 3000);
	at = repeat(at, "]", 3000);
	stpcpy(at, "}");
	check_bad(bytes_of_string(json), "The JSON is nested too deeply.", "3000 brackets");
}

static void test_long_names(void)
{
	static char json[20000];
	struct article article;
	const char *reason = NULL;
	char *at = stpcpy(json, "{\"headline\":\"h\",\"uri\":\"");
	at = repeat(at, "u", ARTICLE_URI_MAX);
	at = stpcpy(at, "\",\"source\":\"");
	at = repeat(at, "é", ARTICLE_NAME_MAX);
	at = stpcpy(at, "\",\"language\":\"");
	at = repeat(at, "l", ARTICLE_TAG_MAX + 1);
	at = stpcpy(at, "\",\"slugline\":\"x");
	at = repeat(at, "é", ARTICLE_NAME_MAX);
	at = stpcpy(at, "\",\"evolvedfrom\":\"");
	at = repeat(at, "v", ARTICLE_URI_MAX + 1);
	stpcpy(at, "\"}");
	CHECK_THAT(decode_article(bytes_of_string(json), &arena, &article, &reason) == STATUS_OK);
	CHECK_THAT(article.uri.length == ARTICLE_URI_MAX && article.source.length == ARTICLE_NAME_MAX);
	CHECK_THAT(article.slugline.length == ARTICLE_NAME_MAX - 1); /* no half of an é */
	CHECK_THAT(article.language.data == NULL && article.evolvedfrom.data == NULL);

	at = stpcpy(json, "{\"headline\":\"h\",\"uri\":\"");
	at = repeat(at, "u", ARTICLE_URI_MAX + 1);
	stpcpy(at, "\"}");
	check_bad(bytes_of_string(json), "The article's id is longer than 1024 bytes.", "a long uri");
}

static void test_many_subjects(void)
{
	static char json[20000];
	struct article article;
	const char *reason = NULL;
	char *at = stpcpy(json, "{\"uri\":\"a\",\"headline\":\"h\",\"places\":[{\"name\":\"p\"}");
	at = repeat(at, ",{\"name\":\"p\"}", 100);
	at = stpcpy(at, "],\"people\":[{\"name\":\"p\"}");
	at = repeat(at, ",{\"name\":\"p\"}", 100);
	stpcpy(at, "]}");
	CHECK_THAT(decode_article(bytes_of_string(json), &arena, &article, &reason) == STATUS_OK);
	CHECK_THAT(article.places_count == ARTICLE_SUBJECTS_MAX && article.subjects_count == ARTICLE_SUBJECTS_MAX);
}

/* No cut of a valid article crashes; none but the whole is one. */
static void test_every_truncation(void)
{
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		size_t whole = strlen(forms[i].json);
		for (size_t length = 0; length < whole; length++) {
			struct arena_mark mark = arena_mark(&arena);
			char *json = malloc(length + 1);
			memcpy(json, forms[i].json, length);
			check_bad(bytes_of(json, length), NULL, "a truncated article");
			free(json);
			arena_rewind(&arena, mark);
		}
	}
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_good();
	test_bad();
	test_reasons_tell();
	test_depth();
	test_long_names();
	test_many_subjects();
	test_every_truncation();
	arena_free(&arena);
	return check_that_result();
}
