#include "demo_evidence.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "display_text.h"

#define VALUE_COLUMNS 15
#define SOURCE_COLUMNS 20
#define EVIDENCE_COLUMNS 54
#define INDENT 4
#define LINE_COLUMNS 100

const char *demo_colour(const struct demo_print *print, enum demo_colour colour)
{
	static const char *const sequences[] = { "\033[0m", "\033[1m", "\033[2m", "\033[1;31m", "\033[33m", "\033[36m" };
	return print->terminal ? sequences[colour] : "";
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text == NULL ? "" : text;
}

/* ---- Values. */

/* 4200000000 as 4,200,000,000; decimals only where there are any. */
static void print_number(double number, char *ret_text, size_t size)
{
	char digits[64];
	size_t length = 0, whole;
	snprintf(digits, sizeof digits, floor(number) == number && fabs(number) < 1e15 ? "%.0f" : "%.10g", number);
	whole = strcspn(digits, ".e");
	for (size_t i = 0; digits[i] != 0 && length + 2 < size; i++) {
		if (i > 0 && i < whole && digits[i - 1] != '-' && (whole - i) % 3 == 0)
			ret_text[length++] = ',';
		ret_text[length++] = digits[i];
	}
	ret_text[length] = 0;
}

struct bound_sign {
	const char *bound, *sign;
};

static const char *sign_of(const char *bound)
{
	static const struct bound_sign signs[] = { { "at_least", "≥ " }, { "more_than", "> " }, { "at_most", "≤ " },
		                                   { "less_than", "< " }, { "about", "≈ " }, { "nearly", "≲ " } };
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (strcmp(signs[i].bound, bound) == 0)
			return signs[i].sign;
	return "";
}

static void print_value(const json_t *assertion, char *ret_text, size_t size)
{
	const json_t *value = json_object_get(assertion, "value"), *exact = json_object_get(value, "exact");
	const char *percent = strcmp(text_of(assertion, "unit"), "percent") == 0 ? " %" : "";
	char low[64], high[64];
	if (json_is_string(json_object_get(value, "date"))) {
		snprintf(ret_text, size, "%s", text_of(value, "date"));
	} else if (json_is_number(value)) {
		print_number(json_number_value(value), low, sizeof low);
		snprintf(ret_text, size, "%s%s", low, percent);
	} else if (json_is_number(exact)) {
		print_number(json_number_value(exact), low, sizeof low);
		snprintf(ret_text, size, "%s%s%s", sign_of(text_of(value, "bound")), low, percent);
	} else if (json_is_object(value)) {
		print_number(json_number_value(json_object_get(value, "low")), low, sizeof low);
		print_number(json_number_value(json_object_get(value, "high")), high, sizeof high);
		snprintf(ret_text, size, json_is_number(json_object_get(value, "high")) ? "%s–%s%s" : "%s or more%.0s%s", low, high, percent);
	} else if (json_is_string(value)) {
		snprintf(ret_text, size, "%s", json_string_value(value));
	} else {
		snprintf(ret_text, size, "not said");
	}
}

/* ---- The words that say it. */

/* Bytes of a place in a text: where the raw words stand in the sentence. */
static bool find_words(struct bytes sentence, struct bytes raw, struct span *ret_span)
{
	const uint8_t *found = raw.length == 0 ? NULL : memmem(sentence.data, sentence.length, raw.data, raw.length);
	if (found == NULL)
		return false;
	*ret_span = (struct span){ (uint32_t)(found - sentence.data), (uint32_t)raw.length };
	return true;
}

/* As much of the sentence as fits, with the words in it. */
static void print_evidence(const struct demo_print *print, struct bytes sentence, struct bytes raw)
{
	struct span at;
	if (!find_words(sentence, raw, &at)) {
		sentence = raw;
		at = (struct span){ 0, (uint32_t)raw.length };
	}
	struct bytes before = bytes_of(sentence.data, at.start), words = bytes_part(sentence, at);
	struct bytes after = bytes_of(sentence.data + at.start + at.length, sentence.length - at.start - at.length);
	int room = EVIDENCE_COLUMNS - display_width(words) - (print->terminal ? 0 : 2);
	int left = display_width(before), right = display_width(after);
	if (left + right > room) {
		int half = room / 2;
		int left_room = right < room - half ? room - right : half;
		if (left > left_room) {
			size_t from = display_fit_end(before, left_room - 1);
			before = bytes_of(before.data + from, before.length - from);
			left = left_room;
		}
		after.length = display_fit(after, right > room - left ? room - left - 1 : right);
	}
	/* Set apart as a whole: a sentence has one direction. */
	bool isolate = print->terminal && display_is_from_right(sentence);
	if (isolate)
		fputs("\u2068", print->out);
	fputs(before.data > sentence.data ? "…" : "", print->out);
	display_print(print->out, before, false);
	fprintf(print->out, "%s", print->terminal ? demo_colour(print, DEMO_CYAN) : "«");
	display_print(print->out, words, false);
	fprintf(print->out, "%s", print->terminal ? demo_colour(print, DEMO_PLAIN) : "»");
	display_print(print->out, after, false);
	fputs(after.data + after.length < sentence.data + sentence.length ? "…" : "", print->out);
	if (isolate)
		fputs("\u2069", print->out);
}

/* The same words told before: a copy of that text. */
static bool is_repeated(const json_t *assertions, size_t at)
{
	const char *sentence = text_of(json_array_get(assertions, at), "sentence");
	for (size_t i = 0; i < at && *sentence != 0; i++)
		if (strcmp(text_of(json_array_get(assertions, i), "sentence"), sentence) == 0 &&
		    json_equal(json_object_get(json_array_get(assertions, i), "value"), json_object_get(json_array_get(assertions, at), "value")))
			return true;
	return false;
}

static void print_assertion(const struct demo_print *print, const json_t *assertions, size_t at, bool value_is_new)
{
	const json_t *assertion = json_array_get(assertions, at);
	char value[128] = "";
	if (value_is_new)
		print_value(assertion, value, sizeof value);
	int pad = VALUE_COLUMNS - display_width(bytes_of_string(value));
	fprintf(print->out, "%*s%s%s%s  %-2.2s ", INDENT + (pad > 0 ? pad : 0), "", demo_colour(print, DEMO_BOLD), value,
	        demo_colour(print, DEMO_PLAIN), text_of(assertion, "language"));
	display_print_cell(print->out, bytes_of_string(text_of(assertion, "source")), SOURCE_COLUMNS, print->terminal);
	fputs("  ", print->out);
	if (is_repeated(assertions, at))
		fprintf(print->out, "%sthe same words%s", demo_colour(print, DEMO_DIM), demo_colour(print, DEMO_PLAIN));
	else
		if (json_is_string(json_object_get(assertion, "raw")))
			print_evidence(print, bytes_of_string(text_of(assertion, "sentence")), bytes_of_string(text_of(assertion, "raw")));
	fputc('\n', print->out);
}

/* ---- The whole. */

static void print_title(const struct demo_print *print, const json_t *step)
{
	const char *severity = text_of(step, "severity");
	bool alert = strcmp(severity, "alert") == 0, notice = strcmp(severity, "notice") == 0;
	long long articles = (long long)json_integer_value(json_object_get(step, "articles"));
	long long origins = (long long)json_integer_value(json_object_get(step, "origins"));
	const char *reason = json_string_value(json_array_get(json_object_get(step, "reasons"), 0));
	char what[256], weight[256];
	snprintf(what, sizeof what, ": %s, %s", text_of(step, "type"), text_of(step, "verdict"));
	snprintf(weight, sizeof weight, "; %lld article%s, %lld origin%s%s%s", articles, articles == 1 ? "" : "s", origins,
	         origins == 1 ? "" : "s", reason == NULL ? "" : "; ", reason == NULL ? "" : reason);
	fprintf(print->out, "\n    %s%-6s%s %s%s%s%s%s", demo_colour(print, alert ? DEMO_RED : notice ? DEMO_YELLOW : DEMO_DIM),
	        alert ? "ALERT" : severity, demo_colour(print, DEMO_PLAIN), demo_colour(print, DEMO_BOLD), text_of(step, "slot"),
	        demo_colour(print, DEMO_PLAIN), what, demo_colour(print, DEMO_DIM));
	int used = INDENT + 7 + display_width(bytes_of_string(text_of(step, "slot"))) + display_width(bytes_of_string(what));
	display_print_cut(print->out, bytes_of_string(weight), LINE_COLUMNS - used, false);
	fprintf(print->out, "%s\n", demo_colour(print, DEMO_PLAIN));
}

/* A new array of the same assertions in the order in which they were published. */
static json_t *by_time(const json_t *assertions)
{
	json_t *sorted = json_array();
	CHECK(sorted != NULL);
	for (size_t i = 0; i < json_array_size(assertions); i++) {
		json_t *one = json_array_get(assertions, i);
		size_t at = json_array_size(sorted);
		while (at > 0 && strcmp(text_of(json_array_get(sorted, at - 1), "published"), text_of(one, "published")) > 0)
			at--;
		json_array_insert(sorted, at, one);
	}
	return sorted;
}

static bool agree(const json_t *assertions, size_t a, size_t b)
{
	return json_equal(json_object_get(json_array_get(assertions, a), "value"), json_object_get(json_array_get(assertions, b), "value"));
}

void demo_print_discrepancy(const struct demo_print *print, const json_t *step)
{
	json_t *assertions = by_time(json_object_get(step, "assertions"));
	size_t count = json_array_size(assertions);
	print_title(print, step);
	/* Those who agree stand together, in the order in which the values came up. */
	for (size_t i = 0; i < count; i++) {
		bool first = true;
		for (size_t k = 0; k < i && first; k++)
			first = !agree(assertions, k, i);
		for (size_t k = i; k < count && first; k++)
			if (agree(assertions, k, i))
				print_assertion(print, assertions, k, k == i);
	}
	json_decref(assertions);
}
