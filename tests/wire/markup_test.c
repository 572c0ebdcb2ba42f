/* Markup to text: one case a rule, the way back, and what a hostile or broken page must not do. */
#include "markup.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check_that.h"
#include "markup_element.h"
#include "markup_reference.h"
#include "utf8.h"

static struct arena arena;

/* ---- rules ---- */

static void check_text(const char *markup, const char *text)
{
	struct arena_mark mark = arena_mark(&arena);
	struct bytes plain = markup_strip(bytes_of_string(markup), &arena).plain;
	if (!CHECK_THAT(bytes_equal(plain, bytes_of_string(text))))
		fprintf(stderr, "  %s\n  gives \"%.*s\"\n  not   \"%s\"\n", markup, (int)plain.length, (const char *)plain.data, text);
	arena_rewind(&arena, mark);
}

static void test_blocks(void)
{
	check_text("", "");
	check_text("<p></p>", "");
	check_text("<p>One.</p><p>Two.</p>", "One.\nTwo.");
	check_text("One<br>two<BR/>three<br />four", "One\ntwo\nthree\nfour");
	check_text("<h1>Head</h1>text<ul><li>a<li>b</ul>end", "Head\ntext\na\nb\nend");
	check_text("<table><tr><th>Dead</th><td>84</td></tr><tr><td>Hurt</td><td>1,245</td></tr></table>", "Dead\n84\nHurt\n1,245");
	check_text("<blockquote>Never.</blockquote>she said", "Never.\nshe said");
	check_text("<figure><img src=\"a.jpg\" alt=\"no\"><figcaption>The port</figcaption></figure>On Monday", "The port\nOn Monday");
	check_text("<html:p>Prefixed</html:p><html:p>names</html:p>", "Prefixed\nnames");
	check_text("<p>Wo<b>rd</b>s <i>in</i> <a href='x'>line</a></p>", "Words in line");
	check_text("a<unknown-tag>b</unknown-tag>c<pp>d", "abcd");
	check_text("<hl1>Main</hl1><block>Body</block>", "Main\nBody");
}

static void test_white_space(void)
{
	check_text("<p>  one\n\t two  three\r\n</p>\n\n<p> four </p>", "one two three\nfour");
	check_text("<b> a </b> <i> b</i>", "a b");
	check_text("<p>a </p> b", "a\nb");
	check_text("<pre>one\ntwo  three\n</pre>four\nfive", "one\ntwo three\nfour five");
	check_text("<p>no&nbsp;break</p>", "no\u00a0break");
	check_text("<p>a&#10;b&#32; c</p>", "a b c");
	/* Declared as markup, written as text: its line feeds count. */
	check_text("Para one &amp; more.\n\nPara <b>two</b>.\n", "Para one & more.\nPara two.");
}

static void test_left_out(void)
{
	check_text("a<script>if (1 < 2) document.write('<p>no</p>');</script>b", "ab");
	check_text("a<STYLE type=text/css>p { color: red }</style >b", "ab");
	check_text("<p>a</p><nav><ul><li>Home</li></ul></nav><p>b</p>", "a\nb");
	check_text("<p>a</p><aside><aside>in</aside>out</aside><p>b</p>", "a\nb");
	check_text("<p>a</p><form><script>\"</form>\"</script><button>Go</button></form><p>b</p>", "a\nb");
	check_text("<p>a<!-- no --><!----><!--> <!-- <p>x</p> -- > y -->b</p>", "a b");
	check_text("<?xml version=\"1.0\"?><!DOCTYPE html><html><head><title>T</title></head><body>text</body></html>", "text");
	check_text("<p>a</p><iframe src=x></iframe><video controls>no</video><svg><text>no</text></svg><p>b</p>", "a\nb");
	check_text("<p>a</p><aside/><p>b</p>", "a\nb");
	check_text("<p><![CDATA[one <b>two</b>]]> three ]]&gt; a[b[0]]></p>", "one two three ]]> a[b[0]]>");
}

static void test_broken(void)
{
	check_text("1 < 2 and 3 > 2 <3 <- <", "1 < 2 and 3 > 2 <3 <- <");
	check_text("<p>cut off in a <a href=\"htt", "cut off in a <a href=\"htt");
	check_text("<p title=\"never ends>text</p><p>more</p>", "text\nmore");
	check_text("<p title='it is \"fine\" > here'>text</p>", "text");
	check_text("<p don't>text's</p>", "text's");
	check_text("<p>a<!-- never ends <b>b</b></p>", "ab");
	check_text("<p>a</p><aside><p>b</p><p>c</p>", "a\nb\nc");
	check_text("<nav><p>a</p><aside>b<p>c", "a\nb\nc");
	check_text("<p>a</p><aside>x</aside><form><p>b</p>", "a\nb");
	check_text("<aside><p>a</p><p>b</p><b", "a\nb\n<b");
	check_text("<aside><!-- <i>x</i> --><p>a</p><!-- y", "a\n<!-- y");
	check_text("<aside><p>a]]>b</p><![CDATA[c", "a]]>b\nc");
	check_text("<p>a</p><script>never ends", "a");
	check_text("<form><p>All there is</p></form>", "All there is");
	check_text("</p></aside></nav>a</script>b", "ab");
	check_text("<>a</>b< p>c", "<>ab< p>c");
}

static void test_references(void)
{
	check_text("<p>Tom &amp; Jerry &lt;b&gt; &quot;x&quot; it&apos;s</p>", "Tom & Jerry <b> \"x\" it's");
	check_text("<p>Pu&ccaron;ko &Scaron;e&scaron;elj &Icirc;le &oslash; &szlig; &rsquo; &hellip; &euro;5 &mdash;</p>",
	           "Pu\u010dko \u0160e\u0161elj \u00cele \u00f8 \u00df \u2019 \u2026 \u20ac5 \u2014");
	check_text("<p>&#382; &#x17e; &#X17E; &#8211; &#x1F600;</p>", "\u017e \u017e \u017e \u2013 \U0001f600");
	check_text("<p>&#146; &#150; &#128;</p>", "\u2019 \u2013 \u20ac"); /* meant as Windows-1252 */
	check_text("<p>&#0; &#xD800; &#x110000; &#4294967361;</p>", "\ufffd \ufffd \ufffd \ufffd");
	check_text("<p>&copy 2025 &eacutet&eacute; AT&T R&D &foo; &; & &# &#x; &#;</p>", "\u00a9 2025 \u00e9t\u00e9 AT&T R&D &foo; &; & &# &#x; &#;");
	check_text("<p>&amp;nbsp; &ampx</p>", "&nbsp; &x");
	check_text("<p>a&#7;b</p>", "ab"); /* a control is nothing */
	check_text("<p>&Alpha;&omega; &ZHcy;&yacy;</p>", "\u0391\u03c9 \u0416\u044f");
}

static void test_evident(void)
{
	static const char *const markup[] = {
		"<p>x", " \n<div class=\"a\">x</div>", "<!DOCTYPE html><html>", "<!-- c --><p>", "<?xml version=\"1.0\"?>", "\xef\xbb\xbf<P>x</P>",
		"<strong>x</strong> y", "<br/>x", "<h2>x</h2>", "<html:p>x",
	};
	static const char *const text[] = {
		"", "<", "<p", "x <p>y</p>", "<3 this", "<b and c>", "<Reuters> says", "< p>x", "<a new report> says", "<pp>x</pp>", "<:>",
	};
	for (size_t i = 0; i < sizeof markup / sizeof markup[0]; i++)
		if (!CHECK_THAT(markup_is_evident(bytes_of_string(markup[i]))))
			fprintf(stderr, "  %s\n", markup[i]);
	for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
		if (!CHECK_THAT(!markup_is_evident(bytes_of_string(text[i]))))
			fprintf(stderr, "  %s\n", text[i]);
}

/* ---- tables ---- */

static void test_names(void)
{
	uint8_t utf8[4];
	CHECK_THAT(markup_names_count > 500);
	for (uint32_t i = 0; i < markup_names_count; i++) {
		const struct markup_name *name = &markup_names[i];
		size_t length = strlen(name->name);
		CHECK_THAT(i == 0 || strcmp(markup_names[i - 1].name, name->name) < 0);
		CHECK_THAT(length >= 2 && length <= MARKUP_NAME_MAX);
		CHECK_THAT(utf8_put(name->point, utf8) <= length + 1); /* so that text never grows */
		CHECK_THAT(name->point < 0xd800 || name->point > 0xdfff);
		char reference[16];
		uint32_t point = 0;
		snprintf(reference, sizeof reference, "&%s;", name->name);
		CHECK_THAT(markup_reference_read(bytes_of_string(reference), 0, &point) == length + 2 && point == name->point);
		snprintf(reference, sizeof reference, "&%s", name->name);
		CHECK_THAT(!name->bare || (markup_reference_read(bytes_of_string(reference), 0, &point) == length + 1 && point == name->point));
	}
}

static void test_elements(void)
{
	static const struct {
		const char *name;
		enum markup_element_kind kind;
	} some[] = {
		{ "p", ELEMENT_BLOCK }, { "a", ELEMENT_INLINE }, { "u", ELEMENT_INLINE }, { "abbr", ELEMENT_INLINE }, { "aside", ELEMENT_LEFT_OUT },
		{ "BLOCKQUOTE", ELEMENT_BLOCK }, { "figcaption", ELEMENT_BLOCK }, { "h1", ELEMENT_BLOCK }, { "h6", ELEMENT_BLOCK },
		{ "pre", ELEMENT_PRE }, { "Script", ELEMENT_RAW }, { "td", ELEMENT_BLOCK }, { "ul", ELEMENT_BLOCK }, { "video", ELEMENT_LEFT_OUT },
	};
	static const char *const none[] = { "", "c", "9", "aa", "ab", "abbrx", "blockquot", "vide", "videos", "zzz", "abcdefghijklmno", "abcdefghijklmnop" };
	for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
		const struct markup_element *element = markup_element_find(bytes_of_string(some[i].name));
		CHECK_THAT(element != NULL && element->kind == some[i].kind);
	}
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		CHECK_THAT(markup_element_find(bytes_of_string(none[i])) == NULL);
}

/* ---- the way back ---- */

/* Where the received bytes of a range of plain are, run by run. */
static void check_back(const char *markup, const char *word, const char *received)
{
	struct arena_mark mark = arena_mark(&arena);
	struct bytes text = bytes_of_string(markup);
	struct markup_text strip = markup_strip(text, &arena);
	const uint8_t *found = memmem(strip.plain.data, strip.plain.length, word, strlen(word));
	uint32_t start = 0, end = 0;
	if (CHECK_THAT(found != NULL)) {
		uint32_t first = (uint32_t)(found - strip.plain.data), last = first + (uint32_t)strlen(word) - 1;
		for (uint32_t i = 0; i < strip.runs_count; i++) {
			const struct markup_run *run = &strip.runs[i];
			if (run->plain_start <= first)
				start = run->received_start + (run->received_length != 0 ? 0 : first - run->plain_start);
			if (run->plain_start <= last)
				end = run->received_start + (run->received_length != 0 ? run->received_length : last - run->plain_start + 1);
		}
		if (!CHECK_THAT(end > start && bytes_equal(bytes_of(text.data + start, end - start), bytes_of_string(received))))
			fprintf(stderr, "  \"%s\" of %s comes from \"%.*s\"\n", word, markup, (int)(end - start), markup + start);
	}
	arena_rewind(&arena, mark);
}

static void test_back(void)
{
	check_back("<p>Gregor Pu&ccaron;ko said</p>", "Pu\u010dko", "Pu&ccaron;ko");
	check_back("<p>Gregor Pu&ccaron;ko said</p>", "said", "said");
	check_back("<p>a   b\n\n<i>c</i> dead &amp; 84</p>", "84", "84");
	check_back("<p>a</p><!-- x --><p>Wo<b>r</b>d</p>", "Word", "Wo<b>r</b>d");
	check_back("&#x17e;ena", "\u017eena", "&#x17e;ena");
	check_back("x &#x17e;&scaron;", "\u017e\u0161", "&#x17e;&scaron;");
}

/* ---- survival ---- */

/* Each run begins where the one before ended, inside both texts. */
static void check_runs(struct bytes received, struct markup_text text)
{
	bool right = text.plain.length <= received.length && (text.runs_count == 0) == (text.plain.length == 0);
	for (uint32_t i = 0; i < text.runs_count && right; i++) {
		const struct markup_run *run = &text.runs[i];
		size_t end = i + 1 < text.runs_count ? text.runs[i + 1].plain_start : text.plain.length;
		size_t length = end - run->plain_start;
		right = end > run->plain_start && (i > 0 || run->plain_start == 0) &&
		        (i == 0 || run->received_start > text.runs[i - 1].received_start) &&
		        run->received_start + (run->received_length != 0 ? run->received_length : length) <= received.length;
	}
	CHECK_THAT(right);
}

/* A text that ends where reading on is forbidden. */
static void strip_at_edge(struct bytes text)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (text.length + page) / page * page;
	uint8_t *memory = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED || mprotect(memory + size, page, PROT_NONE) != 0)
		exit(1);
	if (text.length > 0)
		memcpy(memory + size - text.length, text.data, text.length);
	struct arena_mark mark = arena_mark(&arena);
	struct bytes received = bytes_of(memory + size - text.length, text.length);
	check_runs(received, markup_strip(received, &arena));
	markup_is_evident(received);
	arena_rewind(&arena, mark);
	munmap(memory, size + page);
}

static void test_edges(void)
{
	static const char whole[] = "<p title=\"x\">a &amp; b &#x17e; <![CDATA[ c ]]> <!-- d --> <script>e</script>f</p>  g &copy <h1/>";
	for (size_t length = 0; length < sizeof whole; length++)
		strip_at_edge(bytes_of(whole, length));
	for (size_t start = 0; start < sizeof whole; start++)
		strip_at_edge(bytes_of(whole + start, sizeof whole - 1 - start));
}

static void strip_flood(struct bytes text)
{
	struct arena_mark mark = arena_mark(&arena);
	check_runs(text, markup_strip(text, &arena));
	arena_rewind(&arena, mark);
}

/* Parts said over and over, 1 MB of each: work that grew with the square would outlast the test's time limit. */
static void test_floods(void)
{
	static const char *const parts[] = {
		"<", "<a", "<a ", "<a b=\"", "<a b='\" ", "<a b=\">\"", "</", "</a", "<!", "<!--", "<!-- --", "<!--><", "<?", "&", "&a", "&#", "&#x",
		"&amp", "&lt;a", "<script>", "<script>x</scrip", "</script", "<nav>", "<aside><nav><form>", "<nav></aside>", "<p>", "<p>a", "a b ", "  ", "\n",
		"<pre>\n", "<![CDATA[", "]]>", "<![CDATA[]]", "<a:a", "<:", "=\"", "<aside/>", "<form><aside></form>", "<button>", "<title>",
		"<a href=\"x\">y</a>", "\xe4\xb8\x80<", ">",
	};
	size_t size = 1 << 20;
	uint8_t *text = malloc(size + 64);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		size_t length = 0;
		while (length < size) {
			memcpy(text + length, parts[i], strlen(parts[i]));
			length += strlen(parts[i]);
		}
		strip_flood(bytes_of(text, length));
	}
	memset(text, 'x', size);
	memcpy(text, "<img src=\"", 10);
	memcpy(text + size - 7, "\">word ", 7);
	struct bytes attribute = bytes_of(text, size);
	CHECK_THAT(bytes_equal(markup_strip(attribute, &arena).plain, bytes_of_string("word")));
	free(text);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_blocks();
	test_white_space();
	test_left_out();
	test_broken();
	test_references();
	test_evident();
	test_names();
	test_elements();
	test_back();
	test_edges();
	test_floods();
	arena_free(&arena);
	return check_that_result();
}
