#include "decode_ninjs.h"

#include <math.h>
#include <stdio.h>

#include "byline.h"
#include "decode.h"
#include "decode_text.h"
#include "timestamp.h"

/* One field's names in the forms that are read, the preferred one first. */
#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static struct bytes string_of(const json_t *value)
{
	if (!json_is_string(value))
		return (struct bytes){ 0 };
	return bytes_of(json_string_value(value), json_string_length(value));
}

/* The first of the names that holds a string with something in it. A view into the JSON. */
static struct bytes find_string(const json_t *object, const char *const *names)
{
	for (; *names != NULL; names++) {
		struct bytes text = string_of(json_object_get(object, *names));
		if (!text_is_blank(text, false))
			return text;
	}
	return (struct bytes){ 0 };
}

/* As find_string for what only has a meaning whole: absent when longer than max. */
static struct bytes find_whole(const json_t *object, const char *const *names, size_t max, struct arena *arena)
{
	struct bytes text = find_string(object, names);
	return text.length <= max ? arena_copy(arena, text) : (struct bytes){ 0 };
}

/* ---- headline and body ---- */

struct candidate {
	struct bytes text; /* absent when there is none */
	bool preferred;
	bool markup;
};

static bool is_better(const struct candidate *a, const struct candidate *b, bool longest)
{
	if (b->text.data == NULL || a->preferred != b->preferred)
		return b->text.data == NULL || a->preferred;
	if (a->markup != b->markup)
		return !a->markup;
	return longest && a->text.length > b->text.length;
}

static void consider(struct candidate *best, const struct candidate *candidate, bool longest)
{
	if (!text_is_blank(candidate->text, candidate->markup) && is_better(candidate, best, longest))
		*best = *candidate;
}

static bool holds_markup_word(struct bytes type)
{
	for (size_t i = 0; i + 3 <= type.length; i++) {
		if (text_equals(bytes_of(type.data + i, 3), "xml") || text_equals(bytes_of(type.data + i, 3), "htm"))
			return true;
	}
	return false;
}

static bool is_markup(struct bytes type, struct bytes text)
{
	return type.data != NULL ? holds_markup_word(type) : text_looks_like_markup(text);
}

/* ninjs 2 and 3: an array of {role, contenttype, value}. */
static void consider_array(const json_t *array, bool longest, struct candidate *best)
{
	size_t index;
	json_t *item;
	json_array_foreach(array, index, item) {
		struct bytes role = find_string(item, NAMES("role"));
		struct bytes type = find_string(item, NAMES("contenttype", "contentType"));
		struct candidate candidate = { .text = string_of(json_object_get(item, "value")) };
		candidate.preferred = role.data == NULL || text_equals(text_last_part(role), "main");
		/* Some wires say the kind as the role. */
		candidate.markup = is_markup(type, candidate.text) || (type.data == NULL && holds_markup_word(role));
		consider(best, &candidate, longest);
	}
}

/* ninjs 1 and Superdesk: body_text, body_html, body_xhtml, body_ and anything. */
static struct candidate find_body(const json_t *root)
{
	struct candidate best = { 0 };
	consider_array(json_object_get(root, "bodies"), true, &best);
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)root, name, value) {
		if (strncmp(name, "body_", 5) != 0)
			continue;
		const char *kind = name + 5;
		struct candidate candidate = { .text = string_of(value) };
		bool html = strcmp(kind, "html") == 0 || strcmp(kind, "xhtml") == 0;
		candidate.preferred = html || strcmp(kind, "text") == 0;
		candidate.markup = html || (!candidate.preferred && is_markup((struct bytes){ 0 }, candidate.text));
		consider(&best, &candidate, true);
	}
	return best;
}

static struct candidate find_headline(const json_t *root)
{
	struct candidate best = { 0 };
	consider_array(json_object_get(root, "headlines"), false, &best);
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)root, name, value) {
		bool preferred = strcmp(name, "headline") == 0;
		if (!preferred && strncmp(name, "headline_", 9) != 0)
			continue;
		struct candidate candidate = { .text = string_of(value), .preferred = preferred };
		candidate.markup = is_markup((struct bytes){ 0 }, candidate.text);
		consider(&best, &candidate, false);
	}
	return best;
}

/* ---- places and subjects ---- */

struct subject_list {
	struct article_subject *items;
	uint32_t count;
};

static void add_subject(struct subject_list *list, struct bytes name, struct bytes code, struct arena *arena)
{
	if ((name.data == NULL && code.data == NULL) || list->count == ARTICLE_SUBJECTS_MAX)
		return;
	list->items[list->count++] = (struct article_subject){
		.name = arena_copy(arena, text_cut(name, ARTICLE_NAME_MAX)),
		.code = code.length <= ARTICLE_NAME_MAX ? arena_copy(arena, code) : (struct bytes){ 0 },
	};
}

static void add_subjects(struct subject_list *list, const json_t *root, const char *const *names, struct arena *arena)
{
	for (; *names != NULL; names++) {
		size_t index;
		json_t *item;
		json_array_foreach(json_object_get(root, *names), index, item)
			add_subject(list, find_string(item, NAMES("name")),
				    find_string(item, NAMES("code", "qcode", "literal", "uri")), arena);
	}
}

static void read_subjects(const json_t *root, struct arena *arena, struct article *article)
{
	struct subject_list places = { .items = article->places };
	add_subjects(&places, root, NAMES("place", "places"), arena);
	add_subject(&places, find_string(root, NAMES("located")), (struct bytes){ 0 }, arena);
	article->places_count = places.count;

	struct subject_list subjects = { .items = article->subjects };
	add_subjects(&subjects, root, NAMES("subject", "subjects", "person", "people", "organisation", "organisations", "event",
					    "events"), arena);
	article->subjects_count = subjects.count;
}

/* ---- who, which version, when ---- */

static struct bytes find_source(const json_t *root)
{
	const char *const *name = NAMES("infosources", "infoSources", "infosource");
	for (; *name != NULL; name++) {
		size_t index;
		json_t *item;
		json_array_foreach(json_object_get(root, *name), index, item) {
			struct bytes source = find_string(item, NAMES("name", "literal"));
			if (source.data != NULL)
				return source;
		}
	}
	return find_string(root, NAMES("source", "copyrightholder", "copyrightHolder"));
}

static struct bytes find_credit(const json_t *root)
{
	struct bytes credit = find_string(root, NAMES("creditline", "creditLine", "credit"));
	return credit.data != NULL ? credit : byline_agency(find_string(root, NAMES("byline", "by", "byLine")));
}

/* Decimal digits only: "3", not "3.1". */
static uint64_t number_of(struct bytes text)
{
	uint64_t number = 0;
	if (text.length > 19) /* what surely fits */
		return 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return 0;
		number = number * 10 + (text.data[i] - '0');
	}
	return number;
}

/* A string as ninjs has it, or a whole number as many senders write it. */
static void read_version(const json_t *root, struct arena *arena, struct article *article)
{
	const double exact_max = 9007199254740992.0; /* 2^53 */
	const json_t *value = json_object_get(root, "version");
	double real = json_real_value(value);
	char digits[24];
	if (json_is_string(value)) {
		article->version_text = find_whole(root, NAMES("version"), ARTICLE_TAG_MAX, arena);
	} else if (json_is_integer(value) || (json_is_real(value) && real == floor(real) && fabs(real) <= exact_max)) {
		long long whole = json_is_integer(value) ? (long long)json_integer_value(value) : (long long)real;
		snprintf(digits, sizeof digits, "%lld", whole);
		article->version_text = arena_copy(arena, bytes_of_string(digits));
	}
	article->version = number_of(article->version_text);
}

static enum article_status find_status(const json_t *root)
{
	static const char *const canceled[] = { "canceled", "cancelled", "killed", "recalled" };
	static const char *const withheld[] = { "withheld", "withhold" };
	struct bytes text = text_last_part(find_string(root, NAMES("pubstatus", "pubStatus")));
	for (size_t i = 0; i < sizeof canceled / sizeof canceled[0]; i++) {
		if (text_equals(text, canceled[i]))
			return ARTICLE_CANCELED;
	}
	for (size_t i = 0; i < sizeof withheld / sizeof withheld[0]; i++) {
		if (text_equals(text, withheld[i]))
			return ARTICLE_WITHHELD;
	}
	return ARTICLE_USABLE;
}

static clock_ms find_created(const json_t *root)
{
	const char *const *name = NAMES("versioncreated", "versionCreated", "contentcreated", "contentCreated", "firstcreated",
					"firstCreated");
	for (; *name != NULL; name++) {
		clock_ms time;
		if (timestamp_parse(string_of(json_object_get(root, *name)), &time))
			return time;
	}
	return CLOCK_ABSENT;
}

/* False when there is an embargo that cannot be read. */
static bool read_embargo_member(const json_t *object, const char *name, clock_ms *time)
{
	const json_t *value = json_object_get(object, name);
	if (value == NULL || json_is_null(value) || json_is_false(value) ||
	    (json_is_string(value) && text_is_blank(string_of(value), false)))
		return true;
	clock_ms until;
	if (!timestamp_parse(string_of(value), &until))
		return false;
	*time = *time == CLOCK_ABSENT || until > *time ? until : *time;
	return true;
}

/* Of several that are set the latest counts. */
static bool read_embargo(const json_t *root, clock_ms *ret_time)
{
	clock_ms time = CLOCK_ABSENT;
	bool readable = read_embargo_member(json_object_get(root, "schedule_settings"), "utc_embargo", &time);
	for (const char *const *name = NAMES("embargoed", "embargoedUntil", "embargo"); readable && *name != NULL; name++)
		readable = read_embargo_member(root, *name, &time);
	*ret_time = time;
	return readable;
}

/* ---- all of it ---- */

static const char *read_id(const json_t *root, struct arena *arena, struct article *article)
{
	struct bytes uri = find_string(root, NAMES("uri", "guid"));
	if (uri.data == NULL)
		return "The article has no id: neither uri nor guid is a string with something in it.";
	if (uri.length > ARTICLE_URI_MAX)
		return "The article's id is longer than 1024 bytes.";
	article->uri = arena_copy(arena, uri);
	struct bytes before = find_whole(root, NAMES("evolvedfrom", "evolvedFrom", "rewrite_of"), ARTICLE_URI_MAX, arena);
	if (!bytes_equal(before, article->uri))
		article->evolvedfrom = before;
	return NULL;
}

static const char *read_text(const json_t *root, struct arena *arena, struct article *article)
{
	struct candidate headline = find_headline(root);
	struct candidate body = find_body(root);
	article->status = find_status(root);
	if (headline.text.data == NULL && body.text.data == NULL && article->status == ARTICLE_USABLE)
		return "The article has neither a headline nor a body with something in it.";
	article->headline = arena_copy(arena, headline.text);
	article->headline_is_markup = headline.markup;
	article->body = arena_copy(arena, body.text);
	article->body_is_markup = body.markup;
	return NULL;
}

const char *ninjs_read(const json_t *root, struct arena *arena, struct article *ret_article)
{
	struct article article = { 0 };
	const char *reason = read_id(root, arena, &article);
	if (reason == NULL)
		reason = read_text(root, arena, &article);
	if (reason == NULL && !read_embargo(root, &article.embargoed))
		reason = "The article has an embargo that is not a date and time.";
	if (reason != NULL)
		return reason;
	read_version(root, arena, &article);
	read_subjects(root, arena, &article);
	article.source = arena_copy(arena, text_cut(find_source(root), ARTICLE_NAME_MAX));
	article.credit = arena_copy(arena, text_cut(find_credit(root), ARTICLE_NAME_MAX));
	article.language = find_whole(root, NAMES("language"), ARTICLE_TAG_MAX, arena);
	article.slugline = arena_copy(arena, text_cut(find_string(root, NAMES("slugline")), ARTICLE_NAME_MAX));
	article.ednote = arena_copy(arena, text_cut(find_string(root, NAMES("ednote", "edNote")), ARTICLE_NOTE_MAX));
	article.created = find_created(root);
	*ret_article = article;
	return NULL;
}
