#include "boilerplate.h"

#include "utf8.h"

#define LABEL_WORDS_MAX 4     /* "Read also", "Baca juga", "Lire aussi sur le sujet" */
#define LINK_WORDS_MAX 30     /* a related link is a headline, not a paragraph */
#define PROSE_WORDS_MIN 2
#define STUB_WORDS_MAX 4      /* "342/", "TV", "Share this article" */
#define CAPTION_TAIL_WORDS 4  /* "(AFP photo)" */
#define CRUMB_WORDS_MAX 4
#define CRUMBS_MIN 2
#define SHARE_BAR_WORDS_MAX 12
#define SITES_MIN 2           /* of them, and half of the line: a headline says more of two */

static struct bytes line_text(const struct document *document, const struct line *line)
{
	return bytes_part(document->plain, line->plain);
}

static bool ends_sentence(struct bytes text)
{
	static const char *const ends[] = { ".", "!", "?", "…", "。", "！", "？", "।", "۔", "؟", "።", "։", "\"", "”", "»", "」", "“" };
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t length = strlen(ends[i]);
		if (text.length >= length && memcmp(text.data + text.length - length, ends[i], length) == 0)
			return true;
	}
	return false;
}

static bool holds(struct bytes text, const char *part)
{
	return memmem(text.data, text.length, part, strlen(part)) != NULL;
}

/* A sentence or more, as opposed to a stub or a label. */
static bool is_prose(const struct document *document, const struct line *line)
{
	return line->word_count >= PROSE_WORDS_MIN && ends_sentence(line_text(document, line));
}

/* What stands between two words of plain. */
static struct bytes text_behind(const struct document *document, uint32_t word, const struct line *line)
{
	const struct word *here = &document->words[word];
	uint32_t start = here->plain_start + here->plain_length;
	uint32_t end = word + 1 < line->word_start + line->word_count ? document->words[word + 1].plain_start
	                                                              : line->plain.start + line->plain.length;
	return bytes_of(document->plain.data + start, end > start ? end - start : 0);
}

static bool colon_behind(const struct document *document, uint32_t word, const struct line *line, bool set_off)
{
	struct bytes gap = text_behind(document, word, line);
	return set_off ? holds(gap, " :") || holds(gap, "\xc2\xa0:") : holds(gap, ":") || holds(gap, "：");
}

/* A lead word that the lexicon knows with a colon right behind it, or alone, then a headline; or a label of a few words with
 * a colon set off as only French does in prose, then a headline, which has no full stop. */
static bool is_related_link(const struct document *document, const struct line *line, const struct lexicon_hit *lead)
{
	if (line->word_count > LINK_WORDS_MAX)
		return false;
	bool sentence = ends_sentence(line_text(document, line));
	if (lead != NULL)
		return colon_behind(document, line->word_start + lead->words - 1, line, false) || line->word_count == lead->words || !sentence;
	for (uint32_t i = 0; i < line->word_count && i < LABEL_WORDS_MAX && !sentence; i++)
		if (colon_behind(document, line->word_start + i, line, true))
			return true;
	return false;
}

/* A form's or a sign-up's sentence: it starts with a phrase of several words that only sites say. */
static bool is_form(const struct lexicon_hit *lead)
{
	return lead != NULL && lead->words >= 3;
}

/* Whether a gap may hold one of is_breadcrumbs' separators: nearly all gaps are a space. */
static bool may_separate(struct bytes gap)
{
	for (size_t i = 0; i < gap.length; i++)
		if (gap.data[i] == '/' || gap.data[i] == '|' || gap.data[i] == '>' || gap.data[i] >= 0x80)
			return true;
	return false;
}

/* Short pieces between slashes, bars or arrows. */
static bool is_breadcrumbs(const struct document *document, const struct line *line)
{
	static const char *const separators[] = { " / ", "/ ", " | ", "|", " > ", "›", "»", "→", "·", "•" };
	uint32_t crumbs = 0, words = 0;
	for (uint32_t i = line->word_start; i + 1 < line->word_start + line->word_count; i++) {
		struct bytes gap = text_behind(document, i, line);
		words++;
		for (size_t k = 0; may_separate(gap) && k < sizeof separators / sizeof separators[0]; k++)
			if (holds(gap, separators[k])) {
				if (words > CRUMB_WORDS_MAX)
					return false;
				crumbs++;
				words = 0;
				break;
			}
	}
	return crumbs >= CRUMBS_MIN && !ends_sentence(line_text(document, line));
}

static bool is_site(struct bytes norm)
{
	static const char *const sites[] = { "facebook", "twitter", "whatsapp", "telegram", "linkedin", "instagram", "pinterest", "reddit", "viber",
		"youtube", "tiktok", "threads", "messenger", "bluesky", "email", "e-mail", "фейсбук", "твиттер", "телеграм", "вконтакте", "فيسبوك", "تويتر",
		"واتساب", "تلغرام", "फेसबुक", "ट्विटर", "페이스북", "트위터" };
	for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++)
		if (bytes_equal(norm, bytes_of_string(sites[i])))
			return true;
	return false;
}

/* What a text is shared with, in whatever language the word for sharing is; or an address alone. */
static bool is_share_bar(const struct document *document, const struct line *line)
{
	struct bytes text = line_text(document, line);
	uint32_t sites = 0;
	if (line->word_count > SHARE_BAR_WORDS_MAX || ends_sentence(text))
		return false;
	for (uint32_t i = line->word_start; i < line->word_start + line->word_count; i++)
		sites += is_site(bytes_of(document->norm.data + document->words[i].norm_start, document->words[i].norm_length));
	bool address = holds(text, "www.") || holds(text, "http://") || holds(text, "https://") || holds(text, "@");
	return (sites >= SITES_MIN && 2 * sites >= line->word_count) ||
	       (address && line->word_count <= SHARE_BAR_WORDS_MAX / 2 && line->plain.start >= document->body_start);
}

/* A credit at the end of a line: "(AFP photo)", "©Fars News", "/Getty Images". */
static bool is_caption(const struct document *document, const struct line *line, const struct lexicon_hit *hits, uint32_t hits_count)
{
	struct bytes text = line_text(document, line);
	if (holds(text, "©"))
		return true;
	bool parenthesis = text.length > 0 && (text.data[text.length - 1] == ')' || text.data[text.length - 1] == ']');
	uint32_t tail = line->word_count > CAPTION_TAIL_WORDS ? CAPTION_TAIL_WORDS : line->word_count;
	for (uint32_t i = 0; i < hits_count; i++)
		if (hits[i].kind == LEXICON_RELATED && hits[i].word >= line->word_start + line->word_count - tail &&
		    hits[i].word < line->word_start + line->word_count)
			return parenthesis;
	return false;
}

static const struct lexicon_hit *lead_of(const struct line *line, const struct lexicon_hit *hits, uint32_t hits_count)
{
	for (uint32_t i = 0; i < hits_count && hits[i].word <= line->word_start; i++)
		if (hits[i].kind == LEXICON_RELATED && hits[i].word == line->word_start)
			return &hits[i];
	return NULL;
}

static bool said_before(const struct document *document, uint32_t at)
{
	for (uint32_t i = 0; i < at; i++)
		if (document->lines[i].hash == document->lines[at].hash)
			return true;
	return false;
}

/* Stubs before the first and behind the last line of prose: a section name, a sign-off, a share bar. The headline is one
 * line of several words and stays. */
static void mark_stubs(struct document *document)
{
	uint32_t first = 0, last = document->lines_count;
	while (first < document->lines_count && !is_prose(document, &document->lines[first]))
		first++;
	while (last > first && !is_prose(document, &document->lines[last - 1]))
		last--;
	if (first == document->lines_count)
		return;
	for (uint32_t i = 0; i < document->lines_count; i++) {
		struct line *line = &document->lines[i];
		bool in_headline = line->plain.start < document->body_start;
		uint32_t stub_words = i < first ? STUB_WORDS_MAX / 2 : STUB_WORDS_MAX;
		if ((i < first || i >= last) && !in_headline && line->word_count <= stub_words)
			line->dropped = true;
	}
}

void boilerplate_mark(struct document *document, const struct lexicon_hit *hits, uint32_t hits_count)
{
	uint32_t kept = 0, next_hit = 0;
	mark_stubs(document);
	for (uint32_t i = 0; i < document->lines_count; i++) {
		struct line *line = &document->lines[i];
		while (next_hit < hits_count && hits[next_hit].word < line->word_start)
			next_hit++;
		const struct lexicon_hit *lead = lead_of(line, hits + next_hit, hits_count - next_hit);
		line->dropped = line->dropped || is_related_link(document, line, lead) || is_form(lead) || is_breadcrumbs(document, line) ||
		                is_share_bar(document, line) || is_caption(document, line, hits + next_hit, hits_count - next_hit) || said_before(document, i);
		kept += !line->dropped;
	}
	for (uint32_t i = 0; kept == 0 && i < document->lines_count; i++)
		document->lines[i].dropped = false;
}
