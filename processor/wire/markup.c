#include "markup.h"

#include "markup_element.h"
#include "markup_reference.h"
#include "markup_scan.h"
#include "utf8.h"

/* Tags whose quotes turned out not to end cost a look at the whole rest each; after so many no quote is believed. */
#define QUOTES_BROKEN_MAX 8
/* The same for elements whose end does not come; after so many names none is left out. */
#define ENDLESS_MAX 8

struct strip {
	struct arena *arena;
	struct bytes received;
	size_t at;
	uint8_t *plain;
	size_t plain_length;
	struct markup_run *runs;
	uint32_t runs_count;
	uint32_t runs_capacity;

	bool line_pending;  /* a line feed is to be written before the next character */
	bool space_pending; /* a space is, unless a line begins with it */
	size_t white_start; /* where what is pending was received */
	uint32_t pre;       /* how many <pre> are open */
	bool cdata;         /* a CDATA section is */
	bool blocks;        /* there was an element that ends lines */

	const struct markup_element *left_out; /* nothing is written until its end; NULL outside */
	uint32_t left_out_depth;        /* elements of its name that are open */
	size_t left_out_start;          /* behind its start tag: where to go on when its end does not come */
	bool left_out_any;              /* there was one */
	bool keeps_all;                 /* nothing is left out but scripts and styles */
	const struct markup_element *endless[ENDLESS_MAX]; /* whose end did not come: from now on elements like any other */
	uint32_t endless_count;

	unsigned quotes_broken;
	bool no_tag_end;     /* no ">" in the rest */
	bool no_comment_end; /* no "-->" in the rest */
};

/* ---- writing ---- */

/* received_length: 0 for bytes as received. */
static void put(struct strip *strip, const uint8_t *bytes, size_t length, size_t received_start, size_t received_length)
{
	const struct markup_run *last = strip->runs_count > 0 ? &strip->runs[strip->runs_count - 1] : NULL;
	bool goes_on = last != NULL && received_length == 0 && last->received_length == 0 &&
	               strip->plain_length - last->plain_start == received_start - last->received_start;
	if (!goes_on) {
		if (strip->runs_count == strip->runs_capacity) {
			uint32_t capacity = 2 * strip->runs_capacity;
			struct markup_run *larger = arena_take(strip->arena, capacity * sizeof *larger);
			memcpy(larger, strip->runs, strip->runs_count * sizeof *larger);
			strip->runs = larger;
			strip->runs_capacity = capacity;
		}
		strip->runs[strip->runs_count++] = (struct markup_run){
			.plain_start = (uint32_t)strip->plain_length, .received_start = (uint32_t)received_start,
			.received_length = (uint32_t)received_length
		};
	}
	memcpy(strip->plain + strip->plain_length, bytes, length);
	strip->plain_length += length;
}

/* Writes the white space that is due before a character. There is none at the ends of the text and of its lines. */
static void put_white(struct strip *strip)
{
	if (strip->plain_length > 0 && (strip->line_pending || strip->space_pending))
		put(strip, (const uint8_t *)(strip->line_pending ? "\n" : " "), 1, strip->white_start, 0);
	strip->line_pending = strip->space_pending = false;
}

static void put_text(struct strip *strip, size_t start, size_t end)
{
	if (strip->left_out != NULL || start == end)
		return;
	put_white(strip);
	put(strip, strip->received.data + start, end - start, start, 0);
}

static void note_space(struct strip *strip, size_t start)
{
	if (!strip->line_pending && !strip->space_pending && strip->left_out == NULL) {
		strip->space_pending = true;
		strip->white_start = start;
	}
}

static void note_line(struct strip *strip, size_t start)
{
	if (!strip->line_pending && strip->left_out == NULL) {
		strip->line_pending = true;
		strip->white_start = start;
	}
}

/* ---- tags ---- */

/* The element whose name stands at text.data[*at], behind a prefix if there is one ("html:p"), and moves behind it; NULL for
 * an unknown one. */
static const struct markup_element *read_element(struct bytes text, size_t *at)
{
	size_t start = *at;
	for (; *at < text.length && (markup_is_name_byte(text.data[*at]) || text.data[*at] == ':'); (*at)++)
		if (text.data[*at] == ':')
			start = *at + 1;
	return markup_element_find(bytes_of(text.data + start, *at - start));
}

/* The next ">", without a look at quotes. */
static size_t find_plain_end(struct strip *strip, size_t start)
{
	size_t end = strip->no_tag_end ? strip->received.length : markup_find_byte(strip->received, start, '>');
	strip->no_tag_end = end == strip->received.length;
	return end;
}

/* As markup_find_quoted_end, but a quote that hides every ">" is not believed. */
static size_t find_tag_end(struct strip *strip, size_t start)
{
	if (!strip->no_tag_end && strip->quotes_broken < QUOTES_BROKEN_MAX) {
		size_t end = markup_find_quoted_end(strip->received, start);
		if (end < strip->received.length)
			return end;
		strip->quotes_broken++;
	}
	return find_plain_end(strip, start);
}

static bool is_endless(const struct strip *strip, const struct markup_element *element)
{
	for (uint32_t i = 0; i < strip->endless_count; i++)
		if (strip->endless[i] == element)
			return true;
	return strip->keeps_all;
}

static void leave_out(struct strip *strip, const struct markup_element *element)
{
	strip->left_out_any = true;
	strip->left_out = element;
	strip->left_out_depth = 1;
	strip->left_out_start = strip->at;
}

/* A start tag that began at start and ends at strip->at. */
static void open_element(struct strip *strip, const struct markup_element *element, size_t start, bool closed)
{
	if (element->kind == ELEMENT_RAW && !closed)
		strip->at = markup_find_raw_end(strip->received, strip->at, element->name);
	if (strip->left_out != NULL) {
		strip->left_out_depth += element == strip->left_out && !closed;
		return;
	}
	if (element->kind == ELEMENT_INLINE || element->kind == ELEMENT_RAW)
		return;
	note_line(strip, start);
	strip->blocks = true;
	strip->pre += element->kind == ELEMENT_PRE && !closed;
	if (element->kind == ELEMENT_LEFT_OUT && !closed && !is_endless(strip, element))
		leave_out(strip, element);
}

static void close_element(struct strip *strip, const struct markup_element *element, size_t start)
{
	if (strip->left_out != NULL) {
		strip->left_out_depth -= element == strip->left_out;
		if (strip->left_out_depth == 0)
			strip->left_out = NULL;
		return;
	}
	if (element->kind == ELEMENT_INLINE || element->kind == ELEMENT_RAW)
		return;
	note_line(strip, start);
	strip->blocks = true;
	strip->pre -= element->kind == ELEMENT_PRE && strip->pre > 0;
}

/* Goes past a comment that begins at strip->at; false when it does not end, so that it is read as a declaration. */
static bool skip_comment(struct strip *strip)
{
	struct bytes text = strip->received;
	size_t inside = strip->at + 4;
	if (markup_begins_with(text, inside, ">") || markup_begins_with(text, inside, "->")) {
		strip->at = markup_find_byte(text, inside, '>') + 1;
		return true;
	}
	const uint8_t *end = strip->no_comment_end ? NULL : memmem(text.data + inside, text.length - inside, "-->", 3);
	if (end == NULL) {
		strip->no_comment_end = true;
		return false;
	}
	strip->at = (size_t)(end - text.data) + 3;
	return true;
}

/* Reads what a "<" begins; false when it means itself. */
static bool read_tag(struct strip *strip)
{
	static const char cdata[] = "<![CDATA[";
	struct bytes text = strip->received;
	size_t start = strip->at;
	if (start + 1 >= text.length)
		return false;
	bool end_tag = text.data[start + 1] == '/';
	size_t name = start + 1 + end_tag;
	bool is_tag = name < text.length && (uint8_t)((text.data[name] | 0x20) - 'a') < 26;
	if (!is_tag && !end_tag && text.data[start + 1] != '!' && text.data[start + 1] != '?')
		return false;
	bool declaration = text.data[start + 1] == '!';
	if (declaration && markup_begins_with(text, start, "<!--") && skip_comment(strip))
		return true;
	if (declaration && markup_begins_with(text, start, cdata)) {
		strip->at += sizeof cdata - 1;
		strip->cdata = true;
		return true;
	}
	size_t end = is_tag ? find_tag_end(strip, name) : find_plain_end(strip, name);
	if (end == text.length)
		return false;
	strip->at = end + 1;
	const struct markup_element *element = is_tag ? read_element(text, &name) : NULL;
	if (element != NULL && end_tag)
		close_element(strip, element, start);
	else if (element != NULL)
		open_element(strip, element, start, text.data[end - 1] == '/');
	return true;
}

/* ---- text ---- */

static bool read_reference(struct strip *strip)
{
	uint32_t point = 0;
	uint8_t bytes[4];
	size_t length = markup_reference_read(strip->received, strip->at, &point);
	if (length == 0)
		return false;
	if (point < 0x80 && markup_is_white((uint8_t)point)) {
		note_space(strip, strip->at);
	} else if (strip->left_out == NULL && point >= ' ') {
		put_white(strip);
		put(strip, bytes, utf8_put(point, bytes), strip->at, length);
	}
	strip->at += length;
	return true;
}

/* Reads a character, whatever it is, and those behind it that are no more than characters. A single space is one of them,
 * but not where it may have to go. */
static void read_text(struct strip *strip)
{
	size_t start = strip->at, end = markup_find_special(strip->received, start + 1, strip->cdata);
	if (end > start + 1 && strip->received.data[end - 1] == ' ')
		end--;
	strip->at = end;
	put_text(strip, start, end);
}

static void read_white(struct strip *strip)
{
	struct bytes text = strip->received;
	for (; strip->at < text.length && markup_is_white(text.data[strip->at]); strip->at++) {
		if (text.data[strip->at] == '\n' && strip->pre > 0)
			note_line(strip, strip->at);
		else
			note_space(strip, strip->at);
	}
}

static bool end_cdata(struct strip *strip)
{
	if (!markup_begins_with(strip->received, strip->at, "]]>"))
		return false;
	strip->at += 3;
	strip->cdata = false;
	return true;
}

static void read_all(struct strip *strip)
{
	struct bytes text = strip->received;
	while (strip->at < text.length) {
		uint8_t byte = text.data[strip->at];
		bool read = false;
		if (byte == '<')
			read = read_tag(strip);
		else if (byte == '&')
			read = read_reference(strip);
		else if (byte == ']' && strip->cdata)
			read = end_cdata(strip);
		if (!read && markup_is_white(byte))
			read_white(strip);
		else if (!read)
			read_text(strip);
	}
}

/* Reads on behind the start tag of an element to be left out whose end did not come. Each name once at most. */
static void read_endless(struct strip *strip)
{
	while (strip->left_out != NULL) {
		if (strip->endless_count < ENDLESS_MAX)
			strip->endless[strip->endless_count++] = strip->left_out;
		else
			strip->keeps_all = true;
		strip->at = strip->left_out_start;
		strip->left_out = NULL;
		strip->cdata = strip->no_tag_end = strip->no_comment_end = false;
		read_all(strip);
	}
}

/* Reads it all again, with nothing left out, or with its line feeds as the ends of lines. */
static void read_again(struct strip *strip, bool leaves_out, bool line_feeds)
{
	struct strip again = { .arena = strip->arena, .received = strip->received, .plain = strip->plain, .runs = strip->runs,
		.runs_capacity = strip->runs_capacity, .pre = line_feeds, .keeps_all = !leaves_out };
	read_all(&again);
	read_endless(&again);
	*strip = again;
}

struct markup_text markup_strip(struct bytes received, struct arena *arena)
{
	struct strip strip = { .arena = arena, .received = received, .runs_capacity = 64 };
	strip.plain = arena_take(arena, received.length + 1);
	strip.runs = arena_take(arena, strip.runs_capacity * sizeof *strip.runs);
	read_all(&strip);
	read_endless(&strip);
	bool leaves_out = strip.plain_length > 0 || !strip.left_out_any;
	bool line_feeds = !strip.blocks && markup_find_byte(received, 0, '\n') < received.length;
	if (!leaves_out || line_feeds)
		read_again(&strip, leaves_out, line_feeds);
	return (struct markup_text){ bytes_of(strip.plain, strip.plain_length), strip.runs, strip.runs_count };
}

bool markup_is_evident(struct bytes received)
{
	size_t at = 0;
	if (markup_begins_with(received, 0, "\xef\xbb\xbf"))
		at = 3;
	while (at < received.length && markup_is_white(received.data[at]))
		at++;
	if (at + 1 >= received.length || received.data[at] != '<' || markup_find_byte(received, at, '>') == received.length)
		return false;
	if (markup_begins_with(received, at, "<!doctype") || markup_begins_with(received, at, "<!--") || markup_begins_with(received, at, "<?xml"))
		return true;
	at++;
	const struct markup_element *element = read_element(received, &at);
	if (element == NULL || at == received.length || (!markup_is_white(received.data[at]) && received.data[at] != '>' && received.data[at] != '/'))
		return false;
	/* A short word in angle brackets can be anything; with an end tag somewhere it is markup. */
	return element->kind != ELEMENT_INLINE || memmem(received.data, received.length, "</", 2) != NULL;
}
