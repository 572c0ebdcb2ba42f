#include "word_names.h"

#include "hash.h"
#include "key_id.h"
#include "name_key.h"
#include "name_pieces.h"
#include "utf8.h"

#define HAN_WINDOW_MIN 2
#define HAN_WINDOW_MAX 5
#define KATAKANA_RUN 32
#define UNSPACED_RUN 256   /* characters of a run */
#define UNSPACED_WHOLE 10  /* a run of no more is taken for a name, as foreign names stand between spaces; read at an end */
#define UNSPACED_CUT_MIN 3 /* of a longer run, so many classes at either end: a name stands beside a verb or a title */
#define UNSPACED_CUT_MAX 5

/* A key's presence by the certainty of its word, shared among so many readings that its square root is what divides it. */
#define LEVEL(presence) ((uint8_t)((presence) * 255.0 + 0.5))
#define SHARED(root) { [NAME_HARDLY] = LEVEL(0.8 / (root) * 0.5), [NAME_AT_START] = LEVEL(0.6 / (root)), \
	[NAME_CASELESS] = LEVEL(0.8 / (root)), [NAME_CERTAIN] = LEVEL(1.0 / (root)) }
#define ANYWHERE(presence) { [NAME_HARDLY] = LEVEL((presence) * 0.5), [NAME_AT_START] = LEVEL(presence), \
	[NAME_CASELESS] = LEVEL(presence), [NAME_CERTAIN] = LEVEL(presence) }

static const uint8_t shared_by[NAME_PIECES_MAX * NAME_VARIANTS_MAX + 1][NAME_CERTAINTIES] = {
	[1] = SHARED(1.0), [2] = SHARED(1.4142135623730951), [3] = SHARED(1.7320508075688772), [4] = SHARED(2.0),
	[6] = SHARED(2.4494897427831781), [8] = SHARED(2.8284271247461903),
};
static const uint8_t acronym[NAME_CERTAINTIES] = ANYWHERE(1.0);
static const uint8_t han_window[NAME_CERTAINTIES] = ANYWHERE(0.4);    /* most windows cut across names */
static const uint8_t unspaced_cut[NAME_CERTAINTIES] = ANYWHERE(0.35);

static void add_name(enum key_kind kind, uint64_t body, const uint8_t *presence, struct word_name *names, uint32_t *count)
{
	if (*count == WORD_NAMES_MAX)
		return;
	struct word_name *name = &names[(*count)++];
	name->id = key_id(kind, body);
	memcpy(name->presence, presence, sizeof name->presence);
}

static void add_skeletons(const struct name_skeletons *skeletons, uint32_t readings, struct word_name *names, uint32_t *count)
{
	for (uint32_t i = 0; i < skeletons->precise_count; i++)
		add_name(KEY_NAME, skeletons->precise[i], shared_by[readings * skeletons->precise_count], names, count);
	for (uint32_t i = 0; i < skeletons->coarse_count; i++)
		add_name(KEY_COARSE, skeletons->coarse[i], shared_by[readings * skeletons->coarse_count], names, count);
}

static uint64_t acronym_body(struct bytes norm)
{
	for (size_t i = 0; i < norm.length; i++)
		if (norm.data[i] >= 0x80)
			return key_body_of_hash(hash_bytes_seeded(norm, 'A'));
	return key_body_of_code(norm);
}

uint32_t word_names(struct bytes norm, const struct word *word, const struct name_language *language, bool has_apostrophe,
                    struct word_name ret_names[WORD_NAMES_MAX])
{
	struct span pieces[NAME_PIECES_MAX];
	uint32_t readings = name_pieces(norm, word->script, language, has_apostrophe, pieces), count = 0;
	for (uint32_t i = 0; i < readings; i++) {
		struct name_skeletons skeletons;
		name_skeletons(bytes_part(norm, pieces[i]), (enum script)word->script, language, &skeletons);
		add_skeletons(&skeletons, readings, ret_names, &count);
	}
	if ((word->flags & WORD_UPPER_ALL) != 0 && norm.length <= KEY_CODE_MAX)
		add_name(KEY_NAME, acronym_body(norm), acronym, ret_names, &count); /* as it is */
	return count;
}

bool script_is_unspaced(uint8_t script)
{
	return script == SCRIPT_THAI || script == SCRIPT_LAO || script == SCRIPT_KHMER || script == SCRIPT_BURMESE;
}

bool script_reads_runs(uint8_t script)
{
	return script == SCRIPT_HAN || script == SCRIPT_KATAKANA || script_is_unspaced(script);
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

/* Appends the characters of a word to the skeletons without and with 尔 as an l; false when one does not transcribe names. */
static bool add_han(const struct document *document, const struct word *word, uint64_t skeletons[2])
{
	for (size_t at = word->norm_start, end = at + word->norm_length; at < end;) {
		uint32_t point = utf8_next(document->norm.data, &at);
		if (!name_skeleton_add_han(point, false, &skeletons[0]) || !name_skeleton_add_han(point, true, &skeletons[1]))
			return false;
	}
	return true;
}

/* Each window of characters that begins here. */
static uint32_t han_names(const struct document *document, uint32_t at, struct word_name *names)
{
	uint64_t skeletons[2] = { 0, 0 };
	uint32_t count = 0, run = run_length(document, at, SCRIPT_HAN, HAN_WINDOW_MAX);
	for (uint32_t length = 1; length <= run && add_han(document, &document->words[at + length - 1], skeletons); length++)
		for (int liquid = 0; liquid <= (skeletons[0] != skeletons[1]) && length >= HAN_WINDOW_MIN; liquid++)
			if (name_skeleton_is_long(skeletons[liquid]))
				add_name(KEY_COARSE, skeletons[liquid], han_window, names, &count);
	return count;
}

/* So many classes of a skeleton's head, or of its tail, that what is cut off may be a name. */
static void add_cuts(enum key_kind kind, uint64_t skeleton, bool tail, struct word_name *names, uint32_t *count)
{
	unsigned length = key_skeleton_classes(skeleton);
	for (unsigned cut = UNSPACED_CUT_MIN; cut <= UNSPACED_CUT_MAX && cut <= length; cut++) {
		uint64_t piece = tail ? skeleton & ((1ULL << 4 * cut) - 1) : skeleton >> 4 * (length - cut);
		add_name(kind, piece, unspaced_cut, names, count);
	}
}

/* Katakana, and Thai and its neighbours: what stands side by side; of a long run what its ends may hold. */
static uint32_t whole_run(const struct document *document, uint32_t at, uint32_t run, const struct name_language *language,
                          struct word_name *names)
{
	struct name_skeletons skeletons;
	uint32_t count = 0;
	name_skeletons(norm_of_run(document, at, run), (enum script)document->words[at].script, language, &skeletons);
	add_skeletons(&skeletons, 1, names, &count);
	return count;
}

static uint32_t ends_of_run(const struct document *document, uint32_t at, uint32_t run, const struct name_language *language,
                            struct word_name *names)
{
	uint32_t count = 0;
	for (int tail = 0; tail < 2; tail++) {
		struct name_skeletons skeletons;
		struct bytes norm = norm_of_run(document, tail ? at + run - UNSPACED_WHOLE : at, UNSPACED_WHOLE);
		name_skeletons(norm, (enum script)document->words[at].script, language, &skeletons);
		if (skeletons.precise_count > 0)
			add_cuts(KEY_NAME, skeletons.precise[0], tail, names, &count);
		if (skeletons.coarse_count > 0)
			add_cuts(KEY_COARSE, skeletons.coarse[0], tail, names, &count);
	}
	return count;
}

uint32_t run_names(const struct document *document, uint32_t at, const struct name_language *language,
                   struct word_name ret_names[WORD_NAMES_MAX], uint32_t *ret_words)
{
	uint8_t script = document->words[at].script;
	*ret_words = 1;
	if (script == SCRIPT_HAN)
		return language->reads_han ? han_names(document, at, ret_names) : 0;
	*ret_words = run_length(document, at, script, script == SCRIPT_KATAKANA ? KATAKANA_RUN : UNSPACED_RUN);
	if (script == SCRIPT_KATAKANA || *ret_words <= UNSPACED_WHOLE)
		return whole_run(document, at, *ret_words, language, ret_names);
	return ends_of_run(document, at, *ret_words, language, ret_names);
}
