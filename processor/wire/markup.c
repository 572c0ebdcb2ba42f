#include "markup.h"

#include <strings.h>

#include "markup_reference.h"
#include "utf8.h"

#define ELEMENT_NAME_MAX 15
/* Tags whose quotes turned out not to end cost a look at the whole rest each; after so many no quote is believed. */
#define QUOTES_BROKEN_MAX 8

enum element_kind {
	ELEMENT_INLINE,   /* leaves no trace */
	ELEMENT_BLOCK,    /* ends a line where it begins and where it ends */
	ELEMENT_PRE,      /* so does each line feed in it */
	ELEMENT_LEFT_OUT, /* with all that is in it */
	ELEMENT_RAW       /* the same, and only its own end tag ends it */
};

static const struct element {
	char name[ELEMENT_NAME_MAX + 1];
	enum element_kind kind;
} elements[] = {
	{ "a", ELEMENT_INLINE }, { "abbr", ELEMENT_INLINE }, { "address", ELEMENT_BLOCK }, { "article", ELEMENT_BLOCK },
	{ "aside", ELEMENT_LEFT_OUT }, { "audio", ELEMENT_LEFT_OUT }, { "b", ELEMENT_INLINE }, { "big", ELEMENT_INLINE },
	{ "block", ELEMENT_BLOCK }, { "blockquote", ELEMENT_BLOCK }, { "body", ELEMENT_BLOCK }, { "br", ELEMENT_BLOCK },
	{ "button", ELEMENT_LEFT_OUT }, { "canvas", ELEMENT_LEFT_OUT }, { "caption", ELEMENT_BLOCK }, { "center", ELEMENT_BLOCK },
	{ "cite", ELEMENT_INLINE }, { "code", ELEMENT_INLINE }, { "dd", ELEMENT_BLOCK }, { "details", ELEMENT_BLOCK },
	{ "div", ELEMENT_BLOCK }, { "dl", ELEMENT_BLOCK }, { "dt", ELEMENT_BLOCK }, { "em", ELEMENT_INLINE },
	{ "fieldset", ELEMENT_BLOCK }, { "figcaption", ELEMENT_BLOCK }, { "figure", ELEMENT_BLOCK }, { "font", ELEMENT_INLINE },
	{ "footer", ELEMENT_BLOCK }, { "form", ELEMENT_LEFT_OUT }, { "h1", ELEMENT_BLOCK }, { "h2", ELEMENT_BLOCK },
	{ "h3", ELEMENT_BLOCK }, { "h4", ELEMENT_BLOCK }, { "h5", ELEMENT_BLOCK }, { "h6", ELEMENT_BLOCK },
	{ "head", ELEMENT_LEFT_OUT }, { "header", ELEMENT_BLOCK }, { "hgroup", ELEMENT_BLOCK }, { "hl1", ELEMENT_BLOCK },
	{ "hl2", ELEMENT_BLOCK }, { "hr", ELEMENT_BLOCK }, { "html", ELEMENT_BLOCK }, { "i", ELEMENT_INLINE },
	{ "iframe", ELEMENT_LEFT_OUT }, { "img", ELEMENT_INLINE }, { "li", ELEMENT_BLOCK }, { "main", ELEMENT_BLOCK },
	{ "nav", ELEMENT_LEFT_OUT }, { "noscript", ELEMENT_LEFT_OUT }, { "object", ELEMENT_LEFT_OUT }, { "ol", ELEMENT_BLOCK },
	{ "p", ELEMENT_BLOCK }, { "pre", ELEMENT_PRE }, { "script", ELEMENT_RAW }, { "section", ELEMENT_BLOCK },
	{ "select", ELEMENT_LEFT_OUT }, { "small", ELEMENT_INLINE }, { "span", ELEMENT_INLINE }, { "strong", ELEMENT_INLINE },
	{ "style", ELEMENT_RAW }, { "sub", ELEMENT_INLINE }, { "summary", ELEMENT_BLOCK }, { "sup", ELEMENT_INLINE },
	{ "svg", ELEMENT_LEFT_OUT }, { "table", ELEMENT_BLOCK }, { "tbody", ELEMENT_BLOCK }, { "td", ELEMENT_BLOCK },
	{ "template", ELEMENT_LEFT_OUT }, { "textarea", ELEMENT_LEFT_OUT }, { "tfoot", ELEMENT_BLOCK }, { "th", ELEMENT_BLOCK },
	{ "thead", ELEMENT_BLOCK }, { "title", ELEMENT_LEFT_OUT }, { "tr", ELEMENT_BLOCK }, { "u", ELEMENT_INLINE },
	{ "ul", ELEMENT_BLOCK }, { "video", ELEMENT_LEFT_OUT },
};

#define ELEMENTS_COUNT (sizeof elements / sizeof elements[0])

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

	const struct element *left_out; /* nothing is written until its end; NULL outside */
	uint32_t left_out_depth;        /* elements of its name that are open */
	size_t left_out_start;          /* behind its start tag: where to go on when its end does not come */
	bool left_out_any;              /* there was one */
	bool endless[ELEMENTS_COUNT];   /* its end did not come: from now on an element like any other */

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

static bool is_white(uint8_t byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static bool is_name_byte(uint8_t byte)
{
	return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/* The element whose name stands at text.data[at], behind a prefix if there is one ("html:p"); NULL for an unknown one. */
static const struct element *element_at(struct bytes text, size_t at)
{
	char name[ELEMENT_NAME_MAX + 1];
	size_t length = 0;
	for (; at < text.length && length <= ELEMENT_NAME_MAX; at++) {
		if (text.data[at] == ':')
			length = 0;
		else if (is_name_byte(text.data[at]))
			name[length++] = (char)(text.data[at] >= 'A' && text.data[at] <= 'Z' ? text.data[at] | 0x20 : text.data[at]);
		else
			break;
	}
	if (length > ELEMENT_NAME_MAX)
		return NULL;
	name[length] = 0;
	size_t low = 0, high = ELEMENTS_COUNT;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(elements[middle].name, name);
		if (order == 0)
			return &elements[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The first of a byte at or behind start; the text's end when there is none. */
static size_t find_byte(struct bytes text, size_t start, char byte)
{
	const uint8_t *found = start < text.length ? memchr(text.data + start, byte, text.length - start) : NULL;
	return found == NULL ? text.length : (size_t)(found - text.data);
}

/* The next ">", without a look at quotes. */
static size_t find_plain_end(struct strip *strip, size_t start)
{
	size_t end = strip->no_tag_end ? strip->received.length : find_byte(strip->received, start, '>');
	strip->no_tag_end = end == strip->received.length;
	return end;
}

/* The ">" of a tag whose inside begins at start, past attributes in quotes; the text's end when there is none. */
static size_t find_quoted_end(struct bytes text, size_t start)
{
	uint8_t before = 0; /* the last byte that is not white */
	for (size_t i = start; i < text.length; i++) {
		uint8_t byte = text.data[i];
		if (byte == '>')
			return i;
		if (before == '=' && (byte == '"' || byte == '\''))
			i = find_byte(text, i + 1, (char)byte);
		if (!is_white(byte))
			before = byte;
	}
	return text.length;
}

/* As find_quoted_end, but a quote that hides every ">" is not believed. */
static size_t find_tag_end(struct strip *strip, size_t start)
{
	if (!strip->no_tag_end && strip->quotes_broken < QUOTES_BROKEN_MAX) {
		size_t end = find_quoted_end(strip->received, start);
		if (end < strip->received.length)
			return end;
		strip->quotes_broken++;
	}
	return find_plain_end(strip, start);
}

static bool begins_with(struct bytes text, size_t at, const char *word)
{
	size_t length = strlen(word);
	return text.length - at >= length && strncasecmp((const char *)text.data + at, word, length) == 0;
}

/* Behind the content of a script or a style that begins at start: its end tag, or the text's end. */
static size_t find_raw_end(struct bytes text, size_t start, const char *name)
{
	for (size_t i = find_byte(text, start, '<'); i < text.length; i = find_byte(text, i + 1, '<')) {
		size_t behind = i + 2 + strlen(name);
		if (i + 1 < text.length && text.data[i + 1] == '/' && begins_with(text, i + 2, name) &&
		    (behind == text.length || !is_name_byte(text.data[behind])))
			return i;
	}
	return text.length;
}

static void leave_out(struct strip *strip, const struct element *element)
{
	strip->left_out_any = true;
	strip->left_out = element;
	strip->left_out_depth = 1;
	strip->left_out_start = strip->at;
}

/* A start tag that began at start and ends at strip->at. */
static void open_element(struct strip *strip, const struct element *element, size_t start, bool closed)
{
	bool endless = strip->endless[element - elements];
	if (element->kind == ELEMENT_RAW && !closed)
		strip->at = find_raw_end(strip->received, strip->at, element->name);
	if (strip->left_out != NULL) {
		strip->left_out_depth += element == strip->left_out && !closed;
		return;
	}
	if (element->kind == ELEMENT_INLINE || element->kind == ELEMENT_RAW)
		return;
	note_line(strip, start);
	strip->blocks = true;
	strip->pre += element->kind == ELEMENT_PRE && !closed;
	if (element->kind == ELEMENT_LEFT_OUT && !closed && !endless)
		leave_out(strip, element);
}

static void close_element(struct strip *strip, const struct element *element, size_t start)
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
	if (begins_with(text, inside, ">") || begins_with(text, inside, "->")) {
		strip->at = find_byte(text, inside, '>') + 1;
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
	if (begins_with(text, start, "<!--") && skip_comment(strip))
		return true;
	if (begins_with(text, start, cdata)) {
		strip->at += sizeof cdata - 1;
		strip->cdata = true;
		return true;
	}
	size_t end = is_tag ? find_tag_end(strip, name) : find_plain_end(strip, name);
	if (end == text.length)
		return false;
	strip->at = end + 1;
	const struct element *element = is_tag ? element_at(text, name) : NULL;
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
	if (point < 0x80 && is_white((uint8_t)point)) {
		note_space(strip, strip->at);
	} else if (strip->left_out == NULL && point >= ' ') {
		put_white(strip);
		put(strip, bytes, utf8_put(point, bytes), strip->at, length);
	}
	strip->at += length;
	return true;
}

/* Reads plain characters up to the next one that can be more: "<", "&", white space but for a single space, the end of a
 * CDATA section. */
static void read_text(struct strip *strip)
{
	struct bytes text = strip->received;
	size_t start = strip->at, i = start + 1; /* the first one means itself, whatever it is */
	for (; i < text.length; i++) {
		uint8_t byte = text.data[i];
		if (byte > '&' && byte != '<' && byte != ']')
			continue;
		bool single_space = byte == ' ' && i + 1 < text.length && text.data[i + 1] > '&' && text.data[i + 1] != '<';
		if (byte == '<' || byte == '&' || (byte == ']' && strip->cdata) || (is_white(byte) && !single_space))
			break;
	}
	strip->at = i;
	put_text(strip, start, i);
}

static void read_white(struct strip *strip)
{
	struct bytes text = strip->received;
	for (; strip->at < text.length && is_white(text.data[strip->at]); strip->at++) {
		if (text.data[strip->at] == '\n' && strip->pre > 0)
			note_line(strip, strip->at);
		else
			note_space(strip, strip->at);
	}
}

static bool end_cdata(struct strip *strip)
{
	if (!begins_with(strip->received, strip->at, "]]>"))
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
		if (!read && is_white(byte))
			read_white(strip);
		else if (!read)
			read_text(strip);
	}
}

/* Reads on behind the start tag of an element to be left out whose end did not come. Each name once at most. */
static void read_endless(struct strip *strip)
{
	while (strip->left_out != NULL) {
		strip->endless[strip->left_out - elements] = true;
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
		.runs_capacity = strip->runs_capacity, .pre = line_feeds };
	memset(again.endless, !leaves_out, sizeof again.endless);
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
	bool line_feeds = !strip.blocks && find_byte(received, 0, '\n') < received.length;
	if (!leaves_out || line_feeds)
		read_again(&strip, leaves_out, line_feeds);
	return (struct markup_text){ bytes_of(strip.plain, strip.plain_length), strip.runs, strip.runs_count };
}

bool markup_is_evident(struct bytes received)
{
	size_t at = 0;
	if (begins_with(received, 0, "\xef\xbb\xbf"))
		at = 3;
	while (at < received.length && is_white(received.data[at]))
		at++;
	if (at + 1 >= received.length || received.data[at] != '<' || find_byte(received, at, '>') == received.length)
		return false;
	if (begins_with(received, at, "<!doctype") || begins_with(received, at, "<!--") || begins_with(received, at, "<?xml"))
		return true;
	const struct element *element = element_at(received, at + 1);
	if (element == NULL)
		return false;
	size_t behind = at + 1 + strlen(element->name);
	bool whole = behind < received.length && (is_white(received.data[behind]) || memchr(">/:", received.data[behind], 3) != NULL);
	/* A short word in angle brackets can be anything; with an end tag somewhere it is markup. */
	return whole && (element->kind != ELEMENT_INLINE || memmem(received.data, received.length, "</", 2) != NULL);
}
