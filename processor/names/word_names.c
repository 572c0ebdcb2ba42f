#include "word_names.h"

#include "hash.h"
#include "name_key.h"
#include "numeric.h"
#include "utf8.h"

#define PIECES_MAX 2
#define CASELESS 0.8        /* capitals do not tell names from words, or there are none */
#define CASE_WINDOW 8       /* words on either side that are looked at */
#define CASE_WORDS_MIN 4
#define CASE_LETTERS_MIN 4  /* shorter ones stay lower case in Title Case: of, the, for */
#define CAPITALS_SHARE 0.75 /* beside a capital the median of German prose is .5, of English .3, of Title Case 1 */
#define HAN_WINDOW_MIN 2
#define HAN_WINDOW_MAX 5
#define HAN_PRESENCE 0.4 /* most windows cut across names */
#define UNSPACED_RUN 256   /* characters of a run */
#define UNSPACED_WHOLE 10  /* a run of no more is taken for a name, as foreign names stand between spaces; read at an end */
#define UNSPACED_CUT_MIN 3 /* of a longer run, so many classes at either end: a name stands beside a verb or a title */
#define UNSPACED_CUT_MAX 5
#define UNSPACED_CUT_PRESENCE 0.35

bool script_has_case(uint8_t script)
{
	return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARMENIAN;
}

static bool starts_sentence(const struct document *document, uint32_t word)
{
	uint8_t gap = document->words[word].gap;
	return word == 0 || gap == GAP_SENTENCE || gap == GAP_LINE;
}

/* Where the name inside a word with an apostrophe stands: behind an elided article or particle (l'Iran, dell'Iran), else
 * before an ending (Trump's, Ankara'nın). */
static struct span piece_at_apostrophe(struct bytes norm)
{
	struct span whole = { 0, (uint32_t)norm.length };
	for (uint32_t i = 1; i + 1 < norm.length; i++) {
		bool typewriter = norm.data[i] == '\'';
		bool typographic = norm.data[i] == 0xe2 && i + 3 < norm.length && norm.data[i + 1] == 0x80 && norm.data[i + 2] == 0x99;
		if (!typewriter && !typographic)
			continue;
		uint32_t behind = i + (typewriter ? 1 : 3);
		size_t before_letters = utf8_count(bytes_of(norm.data, i));
		size_t after_letters = utf8_count(bytes_of(norm.data + behind, norm.length - behind));
		bool elided = before_letters <= 2 || (before_letters <= 5 && after_letters > before_letters);
		return elided && after_letters >= 3 ? (struct span){ behind, (uint32_t)norm.length - behind } : (struct span){ 0, i };
	}
	return whole;
}

/* Whether most words beside this one, in its line, are capitalised too: a headline in Title Case, or in capitals. */
static bool capitals_say_nothing(const struct document *document, uint32_t at)
{
	uint32_t from = at, to = at, words = 0, capitals = 0;
	while (from > 0 && at - from < CASE_WINDOW && document->words[from].gap != GAP_LINE)
		from--;
	while (to + 1 < document->words_count && to - at < CASE_WINDOW && document->words[to + 1].gap != GAP_LINE)
		to++;
	for (uint32_t i = from; i <= to; i++) {
		const struct word *word = &document->words[i];
		if (!script_has_case(word->script) || (word->flags & WORD_LETTERS) == 0 || word->norm_length < CASE_LETTERS_MIN)
			continue;
		words++;
		capitals += (word->flags & WORD_UPPER_FIRST) != 0;
	}
	return words >= CASE_WORDS_MIN && capitals >= CAPITALS_SHARE * words;
}

double word_name_certainty(const struct document *document, uint32_t at)
{
	const struct word *word = &document->words[at];
	if ((word->flags & WORD_LETTERS) == 0 || (word->flags & WORD_DIGITS) != 0)
		return 0.0;
	if (!script_has_case(word->script))
		return CASELESS;
	bool upper = (word->flags & WORD_UPPER_FIRST) != 0;
	if (!upper) { /* l'Iran: case folding changed the letter behind the apostrophe */
		struct bytes norm = bytes_of(document->norm.data + word->norm_start, word->norm_length);
		struct span piece = piece_at_apostrophe(norm);
		upper = piece.start > 0 && word->norm_length == word->plain_length &&
		        document->plain.data[word->plain_start + piece.start] != norm.data[piece.start];
		return upper ? 1.0 : 0.0;
	}
	double certainty = starts_sentence(document, at) ? 0.6 : 1.0;
	return certainty > CASELESS && capitals_say_nothing(document, at) ? CASELESS : certainty;
}

/* Arabic writes the conjunctions and prepositions و ف ب ل ك and the article ال together with the word, Hebrew ו ה ב ל מ
 * ש כ. The article is surely one; a single letter may belong to the name, so that both readings are kept. */
static uint32_t arabic_pieces(struct bytes norm, struct span pieces[PIECES_MAX])
{
	static const char *const articles[] = { "وال", "بال", "فال", "كال", "ولل", "ال", "لل" };
	static const char *const letters[] = { "و", "ب", "ل", "ف", "ك" };
	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
		uint32_t length = (uint32_t)strlen(articles[i]);
		if (norm.length >= length + 6 && memcmp(norm.data, articles[i], length) == 0) {
			pieces[0] = (struct span){ length, (uint32_t)norm.length - length };
			return 1;
		}
	}
	pieces[0] = (struct span){ 0, (uint32_t)norm.length };
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		if (norm.length >= 10 && memcmp(norm.data, letters[i], 2) == 0) {
			pieces[1] = (struct span){ 2, (uint32_t)norm.length - 2 };
			return 2;
		}
	return 1;
}

static uint32_t hebrew_pieces(struct bytes norm, struct span pieces[PIECES_MAX])
{
	static const char letters[] = "והבלמשכ";
	pieces[0] = (struct span){ 0, (uint32_t)norm.length };
	for (size_t i = 0; i < sizeof letters - 1; i += 2)
		if (norm.length >= 8 && memcmp(norm.data, letters + i, 2) == 0) {
			pieces[1] = (struct span){ 2, (uint32_t)norm.length - 2 };
			return 2;
		}
	return 1;
}

/* Korean particles stand behind the noun in the same word; the longest goes, if two syllables are left. */
static struct span korean_piece(struct bytes norm)
{
	static const char *const particles[] = { "에서는", "으로는", "에게는", "이라고", "에서", "으로", "에게", "에는", "까지", "부터", "라고",
		"이나", "처럼", "보다", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "만" };
	for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
		size_t length = strlen(particles[i]);
		if (norm.length >= length + 6 && memcmp(norm.data + norm.length - length, particles[i], length) == 0)
			return (struct span){ 0, (uint32_t)(norm.length - length) };
	}
	return (struct span){ 0, (uint32_t)norm.length };
}

static uint32_t pieces_of(struct bytes norm, uint8_t script, const char *language, struct span pieces[PIECES_MAX])
{
	if (script == SCRIPT_ARABIC && strcmp(language, "ar") == 0) /* Persian, Urdu, Kurdish, Pashto write them apart */
		return arabic_pieces(norm, pieces);
	if (script == SCRIPT_HEBREW)
		return hebrew_pieces(norm, pieces);
	pieces[0] = script == SCRIPT_HANGUL ? korean_piece(norm) : piece_at_apostrophe(norm);
	if (pieces[0].length == norm.length)
		pieces[1] = name_stem(norm, language);
	return pieces[0].length == norm.length && pieces[1].length > 0 ? 2 : 1;
}

static uint64_t acronym_body(struct bytes norm)
{
	for (size_t i = 0; i < norm.length; i++)
		if (norm.data[i] >= 0x80)
			return key_body_of_hash(hash_bytes_seeded(norm, 'A'));
	return key_body_of_code(norm);
}

static void add_skeletons(const struct name_skeletons *skeletons, double certainty, uint32_t readings,
                          struct word_name *names, uint32_t *count)
{
	double precise = certainty / numeric_sqrt((double)(readings * (skeletons->precise_count + (skeletons->precise_count == 0))));
	double coarse = certainty / numeric_sqrt((double)(readings * (skeletons->coarse_count + (skeletons->coarse_count == 0))));
	for (uint32_t i = 0; i < skeletons->precise_count && *count < WORD_NAMES_MAX; i++)
		names[(*count)++] = (struct word_name){ KEY_NAME, key_body_of_skeleton(skeletons->precise[i]), precise };
	for (uint32_t i = 0; i < skeletons->coarse_count && *count < WORD_NAMES_MAX; i++)
		names[(*count)++] = (struct word_name){ KEY_COARSE, key_body_of_skeleton(skeletons->coarse[i]), coarse };
}

/* How many characters of one script stand side by side from this word on. */
static uint32_t run_length(const struct document *document, uint32_t at, uint8_t script, uint32_t max)
{
	uint32_t length = 1;
	while (length < max && at + length < document->words_count && document->words[at + length].gap == GAP_NONE &&
	       document->words[at + length].script == script)
		length++;
	return length;
}

static struct bytes norm_of_run(const struct document *document, uint32_t at, uint32_t words)
{
	const struct word *first = &document->words[at], *last = &document->words[at + words - 1];
	return bytes_of(document->norm.data + first->norm_start, last->norm_start + last->norm_length - first->norm_start);
}

static uint32_t han_names(const struct document *document, uint32_t at, struct word_name *names)
{
	uint32_t count = 0;
	uint32_t run = run_length(document, at, SCRIPT_HAN, HAN_WINDOW_MAX);
	for (uint32_t length = HAN_WINDOW_MIN; length <= run; length++) {
		char skeletons[2][NAME_SKELETON_MAX + 1];
		for (int liquid = 0; liquid < 2; liquid++)
			name_skeleton_han(norm_of_run(document, at, length), liquid, skeletons[liquid]);
		for (int liquid = 0; liquid < 1 + (strcmp(skeletons[0], skeletons[1]) != 0); liquid++)
			if (strlen(skeletons[liquid]) >= 2)
				names[count++] = (struct word_name){ KEY_COARSE, key_body_of_skeleton(skeletons[liquid]), HAN_PRESENCE };
	}
	return count;
}

static uint32_t katakana_names(const struct document *document, uint32_t at, struct word_name *names, uint32_t *ret_words)
{
	struct name_skeletons skeletons;
	uint32_t count = 0;
	*ret_words = run_length(document, at, SCRIPT_KATAKANA, 32);
	name_skeletons(norm_of_run(document, at, *ret_words), SCRIPT_KATAKANA, "ja", &skeletons);
	add_skeletons(&skeletons, 0.8, 1, names, &count);
	return count;
}

bool script_is_unspaced(uint8_t script)
{
	return script == SCRIPT_THAI || script == SCRIPT_LAO || script == SCRIPT_KHMER || script == SCRIPT_BURMESE;
}

/* So many classes of a skeleton's head, or of its tail, that what is cut off may be a name. */
static void add_cuts(enum key_kind kind, const char *skeleton, bool tail, struct word_name *names, uint32_t *count)
{
	size_t length = strlen(skeleton);
	for (size_t cut = UNSPACED_CUT_MIN; cut <= UNSPACED_CUT_MAX && cut <= length && *count < WORD_NAMES_MAX; cut++) {
		char piece[KEY_SKELETON_MAX + 1] = ""; /* as long as key_body_of_skeleton may read */
		memcpy(piece, skeleton + (tail ? length - cut : 0), cut);
		names[(*count)++] = (struct word_name){ kind, key_body_of_skeleton(piece), UNSPACED_CUT_PRESENCE };
	}
}

/* Thai and its neighbours: what stands between two spaces. */
static uint32_t unspaced_names(const struct document *document, uint32_t at, struct word_name *names, uint32_t *ret_words)
{
	struct name_skeletons skeletons;
	enum script script = (enum script)document->words[at].script;
	uint32_t count = 0, run = run_length(document, at, (uint8_t)script, UNSPACED_RUN);
	uint32_t read = run < UNSPACED_WHOLE ? run : UNSPACED_WHOLE;
	*ret_words = run;
	for (int tail = 0; tail <= (run > read); tail++) {
		name_skeletons(norm_of_run(document, tail ? at + run - read : at, read), script, "", &skeletons);
		if (run <= UNSPACED_WHOLE) {
			add_skeletons(&skeletons, CASELESS, 1, names, &count);
			continue;
		}
		if (skeletons.precise_count > 0)
			add_cuts(KEY_NAME, skeletons.precise[0], tail, names, &count);
		if (skeletons.coarse_count > 0)
			add_cuts(KEY_COARSE, skeletons.coarse[0], tail, names, &count);
	}
	return count;
}

uint32_t word_names(const struct document *document, uint32_t at, const char *language,
                    struct word_name ret_names[WORD_NAMES_MAX], uint32_t *ret_words)
{
	const struct word *word = &document->words[at];
	*ret_words = 1;
	if (word->script == SCRIPT_KATAKANA)
		return katakana_names(document, at, ret_names, ret_words);
	if (script_is_unspaced(word->script))
		return unspaced_names(document, at, ret_names, ret_words);
	if (word->script == SCRIPT_HAN)
		return strcmp(language, "ja") == 0 ? 0 : han_names(document, at, ret_names);
	double certainty = word_name_certainty(document, at);
	if (certainty == 0.0 || (word->flags & WORD_CHARACTER) != 0)
		return 0;
	struct bytes norm = norm_of_run(document, at, 1);
	struct span pieces[PIECES_MAX];
	uint32_t readings = pieces_of(norm, word->script, language, pieces);
	uint32_t count = 0;
	for (uint32_t i = 0; i < readings; i++) {
		struct name_skeletons skeletons;
		name_skeletons(bytes_part(norm, pieces[i]), (enum script)word->script, language, &skeletons);
		add_skeletons(&skeletons, certainty, readings, ret_names, &count);
	}
	if ((word->flags & WORD_UPPER_ALL) != 0 && norm.length <= KEY_CODE_MAX && count < WORD_NAMES_MAX)
		ret_names[count++] = (struct word_name){ KEY_NAME, acronym_body(norm), 1.0 }; /* an acronym, as it is */
	return count;
}
