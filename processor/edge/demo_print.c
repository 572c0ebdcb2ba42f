#include "demo_print.h"

#include <string.h>

#include "check.h"
#include "demo_evidence.h"
#include "display_text.h"

#define COLUMNS 100
#define MEMBERS_INDENT 7

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text == NULL ? "" : text;
}

static long long number_of(const json_t *object, const char *key)
{
	return (long long)json_integer_value(json_object_get(object, key));
}

static const char *plural(long long count, const char *one, const char *more)
{
	return count == 1 ? one : more;
}

/* ---- A story's head. */

/* English if there is one; otherwise the first language's. */
static const char *headline_of(const json_t *story)
{
	json_t *headlines = json_object_get(story, "headlines");
	const char *english = json_string_value(json_object_get(headlines, "en"));
	if (english != NULL)
		return english;
	void *first = json_object_iter(headlines);
	const char *any = first == NULL ? NULL : json_string_value(json_object_iter_value(first));
	return any == NULL ? "(no headline)" : any;
}

static void print_times(const struct demo_print *print, const json_t *story)
{
	const char *first = text_of(story, "first"), *last = text_of(story, "last");
	if (strlen(first) < 16 || strlen(last) < 16)
		return;
	fprintf(print->out, "; %.10s %.5s", first, first + 11);
	if (strncmp(first, last, 10) != 0)
		fprintf(print->out, " to %.10s %.5s", last, last + 11);
	else if (strncmp(first, last, 16) != 0)
		fprintf(print->out, " to %.5s", last + 11);
	fputs(" UTC", print->out);
}

static void print_head(const struct demo_print *print, const json_t *story, size_t number)
{
	long long articles = number_of(story, "members_total"), origins = number_of(story, "origins");
	size_t languages = json_object_size(json_object_get(story, "languages"));
	fprintf(print->out, "\n%s%2zu  ", demo_colour(print, DEMO_BOLD), number);
	display_print_cut(print->out, bytes_of_string(headline_of(story)), COLUMNS - 4, print->terminal);
	fprintf(print->out, "%s\n    %s%lld %s, %zu %s, %lld independent %s", demo_colour(print, DEMO_PLAIN), demo_colour(print, DEMO_DIM),
	        articles, plural(articles, "article", "articles"), languages, plural((long long)languages, "language", "languages"),
	        origins, plural(origins, "origin", "origins"));
	print_times(print, story);
	fprintf(print->out, "%s\n", demo_colour(print, DEMO_PLAIN));
}

/* ---- Its members, by language, copies with the text that they are copies of. */

/* Members that follow one another on a line, broken where it is full. */
struct line {
	const struct demo_print *print;
	int column;
	bool begun;
};

static void put_piece(struct line *line, const char *before, const char *piece)
{
	int width = display_width(bytes_of_string(before)) + display_width(bytes_of_string(piece));
	if (*piece == 0)
		return;
	if (line->begun && line->column + width > COLUMNS - 1) {
		fprintf(line->print->out, "%s\n%*s", *before == ',' ? "," : "", MEMBERS_INDENT, "");
		line->column = MEMBERS_INDENT;
		before = *before == ',' ? "" : before + (*before == ' ');
	}
	fputs(before, line->print->out);
	display_print(line->print->out, bytes_of_string(piece), line->print->terminal);
	line->column += width;
	line->begun = true;
}

static bool is_same(const json_t *a, const json_t *b, const char *key)
{
	return strcmp(text_of(a, key), text_of(b, key)) == 0;
}

/* Members of one language that are one origin are copies of the first of them; its source stands for all. Of several origins
 * of one source only the first is named. */
static bool is_told(const json_t *members, size_t at, const char *key)
{
	const json_t *member = json_array_get(members, at);
	for (size_t i = 0; i < at; i++) {
		const json_t *other = json_array_get(members, i);
		if (is_same(other, member, "language") && is_same(other, member, key))
			return true;
	}
	return false;
}

static size_t count_origins(const json_t *members, const json_t *member)
{
	size_t count = 0;
	for (size_t i = 0; i < json_array_size(members); i++) {
		const json_t *other = json_array_get(members, i);
		count += is_same(other, member, "language") && is_same(other, member, "source") && !is_told(members, i, "origin");
	}
	return count;
}

static void print_copies(struct line *line, const json_t *members, size_t at)
{
	const json_t *member = json_array_get(members, at);
	bool any = false;
	for (size_t i = at + 1; i < json_array_size(members); i++) {
		const json_t *other = json_array_get(members, i);
		if (!is_same(other, member, "language") || !is_same(other, member, "origin") || is_same(other, member, "source"))
			continue;
		put_piece(line, any ? ", " : " (also in ", text_of(other, "source"));
		any = true;
	}
	if (any)
		put_piece(line, "", ")");
}

static void print_language(const struct demo_print *print, const json_t *members, const char *language)
{
	struct line line = { print, MEMBERS_INDENT, false };
	fprintf(print->out, "    %s%-2.2s%s ", demo_colour(print, DEMO_DIM), language, demo_colour(print, DEMO_PLAIN));
	for (size_t i = 0; i < json_array_size(members); i++) {
		const json_t *member = json_array_get(members, i);
		if (strcmp(text_of(member, "language"), language) != 0 || is_told(members, i, "origin") || is_told(members, i, "source"))
			continue;
		char times[32] = "";
		if (count_origins(members, member) > 1)
			snprintf(times, sizeof times, " ×%zu", count_origins(members, member));
		put_piece(&line, line.begun ? ", " : "", text_of(member, "source"));
		put_piece(&line, "", times);
		print_copies(&line, members, i);
	}
	fputc('\n', print->out);
}

static void print_members(const struct demo_print *print, const json_t *story)
{
	const json_t *members = json_object_get(story, "members");
	json_t *languages = json_object_get(story, "languages"), *count;
	const char *language;
	json_object_foreach(languages, language, count)
		print_language(print, members, language);
}

/* ---- All stories. */

/* What a night editor looks at first: the gravest, then those with most that is open, then the largest. */
static long long weight_of(const struct demo_fold *fold, const json_t *story)
{
	static const long long weights[] = { 100, 10000, 1000000 };
	static const char *const severities[] = { "info", "notice", "alert" };
	json_t *open = demo_fold_discrepancies(fold, text_of(story, "story_id"));
	long long weight = number_of(story, "members_total");
	for (size_t i = 0; i < json_array_size(open); i++)
		for (size_t k = 0; k < sizeof severities / sizeof severities[0]; k++)
			if (strcmp(text_of(json_array_get(open, i), "severity"), severities[k]) == 0)
				weight += weights[k];
	json_decref(open);
	return weight;
}

/* The open stories of at least two articles, or those of one, in order. */
static json_t *list_stories(const struct demo_fold *fold, bool alone)
{
	json_t *list = json_array(), *story;
	const char *id;
	CHECK(list != NULL);
	json_object_foreach(fold->stories, id, story)
	{
		long long members = number_of(story, "members_total");
		if (members == 0 || (members == 1) != alone || strcmp(text_of(story, "status"), "merged") == 0)
			continue;
		size_t at = json_array_size(list);
		while (at > 0 && weight_of(fold, story) > weight_of(fold, json_array_get(list, at - 1)))
			at--;
		json_array_insert(list, at, story);
	}
	return list;
}

static void print_story(const struct demo_print *print, const struct demo_fold *fold, const json_t *story, size_t number)
{
	json_t *open = demo_fold_discrepancies(fold, text_of(story, "story_id"));
	print_head(print, story, number);
	print_members(print, story);
	for (size_t i = 0; i < json_array_size(open); i++)
		demo_print_discrepancy(print, json_array_get(open, i));
	json_decref(open);
}

static void print_alone(const struct demo_print *print, const json_t *alone)
{
	if (json_array_size(alone) == 0)
		return;
	fprintf(print->out, "\n%sOn their own%s\n", demo_colour(print, DEMO_BOLD), demo_colour(print, DEMO_PLAIN));
	for (size_t i = 0; i < json_array_size(alone); i++) {
		const json_t *story = json_array_get(alone, i), *member = json_array_get(json_object_get(story, "members"), 0);
		fprintf(print->out, "    %-2.2s ", text_of(member, "language"));
		display_print_cell(print->out, bytes_of_string(text_of(member, "source")), 24, print->terminal);
		fputc(' ', print->out);
		display_print_cut(print->out, bytes_of_string(headline_of(story)), COLUMNS - MEMBERS_INDENT - 25, print->terminal);
		fputc('\n', print->out);
	}
}

static void print_set_aside(const struct demo_print *print, const struct demo_fold *fold)
{
	if (json_array_size(fold->set_aside) == 0 && json_array_size(fold->letters) == 0)
		return;
	fprintf(print->out, "\n%sIn no story%s\n", demo_colour(print, DEMO_BOLD), demo_colour(print, DEMO_PLAIN));
	for (size_t i = 0; i < json_array_size(fold->set_aside); i++) {
		const json_t *event = json_array_get(fold->set_aside, i);
		const char *why = text_of(event, "why");
		fprintf(print->out, "    %-9s ", text_of(event, "action"));
		display_print_cell(print->out, bytes_of_string(text_of(event, "source")), 24, print->terminal);
		fprintf(print->out, " %s, version %lld%s%s\n", text_of(event, "uri"), number_of(event, "version"), *why == 0 ? "" : ": ", why);
	}
	for (size_t i = 0; i < json_array_size(fold->letters); i++)
		fprintf(print->out, "    dead letter: %s\n", text_of(json_array_get(fold->letters, i), "reason"));
}

void demo_print_all(const struct demo_print *print, const struct demo_fold *fold)
{
	json_t *stories = list_stories(fold, false), *alone = list_stories(fold, true);
	for (size_t i = 0; i < json_array_size(stories); i++)
		print_story(print, fold, json_array_get(stories, i), i + 1);
	print_alone(print, alone);
	print_set_aside(print, fold);
	json_decref(stories);
	json_decref(alone);
}
