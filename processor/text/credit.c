#include "credit.h"

#include "agencies.h"
#include "fold.h"

#define DATELINE_WORDS_MAX 24 /* characters of an unsegmented script are words each */
#define NAME_WORDS_MAX 6
#define LAST_LINES 3
#define LAST_LINE_WORDS_MAX 8
#define WRITTEN_MAX 200 /* bytes of a name as written; a longer one is none */

/* Most differ in their first byte, which is looked at before a call is made. */
static bool is_word(const char *word, const uint8_t *name, size_t length)
{
	return length > 0 && word[0] == (char)name[0] && strlen(word) == length && memcmp(word, name, length) == 0;
}

static bool is_one_of(const char *const *words, size_t count, const uint8_t *name, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (is_word(words[i], name, length))
			return true;
	return false;
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Letters and digits with single blanks between them; everything else is a blank. */
static size_t single_blanks(uint8_t *text, size_t length)
{
	size_t out = 0;
	for (size_t i = 0; i < length; i++) {
		bool word = text[i] >= 0x80 || (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'z');
		if (word)
			text[out++] = text[i];
		else if (out > 0 && text[out - 1] != ' ')
			text[out++] = ' ';
	}
	return out > 0 && text[out - 1] == ' ' ? out - 1 : out;
}

/* Cuts generic words off both ends, as long as something is left. */
static size_t without_generic(uint8_t *name, size_t length)
{
	for (bool cut = true; cut;) {
		cut = false;
		for (size_t i = 0; i < length && !cut; i++) {
			if (name[i] != ' ')
				continue;
			if (is_one_of(agency_generic, COUNT_OF(agency_generic), name, i)) {
				memmove(name, name + i + 1, length -= i + 1);
				cut = true;
			} else if (is_one_of(agency_generic, COUNT_OF(agency_generic), name + i + 1, length - i - 1)) {
				length = i;
				cut = true;
			}
		}
	}
	return length;
}

static const char *known_name(const uint8_t *name, size_t length)
{
	for (size_t i = 0; i < COUNT_OF(agencies); i++)
		if (is_word(agencies[i].written, name, length))
			return agencies[i].name;
	return NULL;
}

size_t credit_name(struct bytes written, uint8_t ret_name[CREDIT_MAX], bool *ret_known)
{
	uint8_t folded[WRITTEN_MAX * FOLD_GROWTH_MAX + FOLD_PUT_BYTES_MAX];
	*ret_known = false;
	if (written.length == 0 || written.length > WRITTEN_MAX)
		return 0;
	struct unicode_table table = unicode_table_open();
	size_t length = single_blanks(folded, fold_stretch(&table, written, folded));
	const char *name = known_name(folded, length);
	if (name == NULL) {
		length = without_generic(folded, length);
		name = known_name(folded, length);
	}
	if (name == NULL && length > CREDIT_MAX)
		return 0;
	*ret_known = name != NULL;
	if (name != NULL)
		length = strlen(name);
	memcpy(ret_name, name != NULL ? (const uint8_t *)name : folded, length);
	return length;
}

/* Some words of a line. */
struct run {
	const struct document *document;
	uint32_t word, count;
};

static uint32_t end_of(const struct document *document, uint32_t word)
{
	return document->words[word].plain_start + document->words[word].plain_length;
}

static struct bytes text_of(const struct run *run)
{
	uint32_t start = run->document->words[run->word].plain_start;
	return bytes_of(run->document->plain.data + start, end_of(run->document, run->word + run->count - 1) - start);
}

/* The mark right before or behind a place, blanks aside; 0 when there is none. Of marks that come in several scripts the
 * ASCII one is told. */
static char mark_of(struct bytes text)
{
	static const struct {
		const char *mark;
		char ascii;
	} marks[] = { { "(", '(' }, { "（", '(' }, { "[", '(' }, { ")", ')' }, { "）", ')' }, { "]", ')' }, { "/", '/' }, { "-", '-' }, { "–", '-' },
		      { "—", '-' }, { "―", '-' }, { "−", '-' }, { ":", '-' }, { "：", '-' }, { "【", '[' }, { "】", ']' }, { "=", '-' }, { ".", '.' } };
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (text.length > 0 && (char)text.data[0] == marks[i].mark[0] && text.length >= strlen(marks[i].mark) &&
		    memcmp(text.data, marks[i].mark, strlen(marks[i].mark)) == 0)
			return marks[i].ascii;
	return 0;
}

static char mark_before(const struct document *document, uint32_t word)
{
	uint32_t end = document->words[word].plain_start;
	for (uint32_t bytes = 1; bytes <= 3 && bytes <= end; bytes += 2) {
		char mark = mark_of(bytes_of(document->plain.data + end - bytes, bytes));
		if (mark != 0)
			return mark;
	}
	return 0;
}

/* The number-th mark behind a word, within the line. */
static char mark_behind(const struct document *document, uint32_t word, const struct line *line, int number)
{
	uint32_t at = end_of(document, word), line_end = line->plain.start + line->plain.length;
	for (; at < line_end; number--) {
		while (at < line_end && document->plain.data[at] == ' ')
			at++;
		char mark = at < line_end ? mark_of(bytes_of(document->plain.data + at, line_end - at)) : 0;
		if (mark == 0 || number == 0)
			return mark;
		at += document->plain.data[at] < 0x80 ? 1 : 3;
	}
	return 0;
}

static bool is_place(const struct run *run, const struct lexicon_hit *hits, uint32_t hits_count)
{
	for (uint32_t i = 0; i < hits_count && hits[i].word <= run->word; i++)
		if (hits[i].word == run->word && hits[i].kind == LEXICON_PLACE)
			return true;
	return false;
}

static bool has_digits(const struct run *run)
{
	for (uint32_t i = 0; i < run->count; i++)
		if ((run->document->words[run->word + i].flags & WORD_DIGITS) != 0)
			return true;
	return false;
}

/* A name in parentheses, between slashes or in a headed bracket near the start, with what closes a dateline behind it. */
static size_t find_in_dateline(const struct document *document, const struct line *line, const struct lexicon_hit *hits,
                               uint32_t hits_count, uint8_t *ret_name)
{
	uint32_t end = line->word_start + (line->word_count < DATELINE_WORDS_MAX ? line->word_count : DATELINE_WORDS_MAX);
	for (uint32_t word = line->word_start; word < end; word++) {
		char open = mark_before(document, word);
		for (uint32_t last = word; (open == '(' || open == '/' || open == '[') && last < end && last < word + NAME_WORDS_MAX; last++) {
			char close = mark_behind(document, last, line, 0), behind = mark_behind(document, last, line, 1);
			if (open == '[' && close == ']') /* a place stands before the name: the longest known end of it */
				for (uint32_t first = word; first <= last; first++) {
					struct run part = { document, first, last + 1 - first };
					bool known_part;
					size_t length = credit_name(text_of(&part), ret_name, &known_part);
					if (known_part)
						return length;
				}
			if (close == 0)
				continue;
			bool closed = (open == '(' && close == ')' && behind == '-') || (open == '/' && close == '/' && (behind == '.' || behind == '-'));
			struct run run = { document, word, last + 1 - word };
			bool known;
			size_t length = closed && !has_digits(&run) ? credit_name(text_of(&run), ret_name, &known) : 0;
			if (length > 0 && (known || !is_place(&run, hits, hits_count)))
				return length;
			break;
		}
	}
	return 0;
}

/* Chinese wires begin with their name: 新华社 and a place, a date and 电 follow. */
static size_t find_in_front(const struct document *document, const struct line *line, uint8_t *ret_name)
{
	for (uint32_t count = NAME_WORDS_MAX; count >= 2; count--) {
		struct run run = { document, line->word_start, count };
		bool known;
		if (count > line->word_count || document->words[line->word_start].script != SCRIPT_HAN)
			continue;
		size_t length = credit_name(text_of(&run), ret_name, &known);
		if (known)
			return length;
	}
	return 0;
}

/* Words in parentheses that end the line. */
static size_t find_behind(const struct document *document, const struct line *line, uint8_t *ret_name)
{
	uint32_t last = line->word_start + line->word_count - 1;
	if (mark_behind(document, last, line, 0) != ')')
		return 0;
	for (uint32_t count = 1; count <= NAME_WORDS_MAX && count <= line->word_count; count++) {
		struct run run = { document, last + 1 - count, count };
		if (mark_before(document, run.word) != '(')
			continue;
		bool known, capitals = count == 1 && (document->words[run.word].flags & WORD_UPPER_ALL) != 0;
		size_t length = credit_name(text_of(&run), ret_name, &known);
		return known || (capitals && !has_digits(&run) && !is_one_of(agency_never, COUNT_OF(agency_never), ret_name, length)) ? length : 0;
	}
	return 0;
}

/* A line that is a known name, or a label or initials and one: its first or its last words. */
static size_t find_alone(const struct document *document, const struct line *line, uint8_t *ret_name)
{
	if (line->word_count > LAST_LINE_WORDS_MAX)
		return 0;
	for (uint32_t count = line->word_count; count > 0; count--) {
		struct run front = { document, line->word_start, count }, back = { document, line->word_start + line->word_count - count, count };
		char label = back.word > line->word_start ? mark_behind(document, back.word - 1, line, 0) : '-';
		bool known;
		size_t length = credit_name(text_of(&back), ret_name, &known);
		if (known && label == '-')
			return length;
		length = credit_name(text_of(&front), ret_name, &known);
		if (known && (count == line->word_count || mark_behind(document, line->word_start + count - 1, line, 0) == '/'))
			return length;
	}
	return 0;
}

size_t credit_find(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count, uint8_t ret_name[CREDIT_MAX])
{
	size_t length = 0;
	uint32_t first = 0;
	while (first < document->lines_count && (document->lines[first].plain.start < document->body_start || document->lines[first].word_count == 0))
		first++;
	if (first == document->lines_count)
		return 0;
	length = find_in_dateline(document, &document->lines[first], hits, hits_count, ret_name);
	if (length == 0)
		length = find_in_front(document, &document->lines[first], ret_name);
	uint32_t looked_at = 0;
	for (uint32_t i = document->lines_count; length == 0 && i-- > first && looked_at < LAST_LINES;) {
		const struct line *line = &document->lines[i];
		if (line->word_count == 0)
			continue;
		looked_at++;
		length = find_behind(document, line, ret_name);
		if (length == 0 && i > first)
			length = find_alone(document, line, ret_name);
	}
	return length;
}
