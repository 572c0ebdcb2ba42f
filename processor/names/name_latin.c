#include "name_raw.h"
#include "utf8.h"

/* The plain letter of U+00C0…U+024F and U+1E00…U+1EFF, after case folding. '?' has none; 1 is a ch or j sound (ç č ć),
 * 2 is ğ, 3 is th (þ), 4 is t or ts (ț ţ). */
static const char letters_00c0[] =
	"aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaaa1eeeeiiiidnooooo?ouuuuy3y"
	"aaaaaac1c1c1c1dd?deeeeeeeeeeggg2gggghh?hiiiiiiiiii??jjkkkllllll?"
	"??lnnnnnn??noooooo?orrrrrrsssssssst4tt?tuuuuuuuuuuuuwwyyyzzzzzz?"
	"?????????????????????????k??????oo?????????????uu???y???????????"
	"??????1??????aaiioouuuuuuuuuueaaaa????ggkkoooo??j???gg??nnaa????"
	"aaaaeeeeiiiioooorrrruuuusst4??hh??????aaeeooooooooyy????????????"
	"????????????????";
static const char letters_1e00[] =
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
	"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
	"wwwwwwwwwwxxxxyyzzzzzzhtwy??????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
	"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

static char letter_of(uint32_t point)
{
	if (point >= 'a' && point <= 'z')
		return (char)point;
	if (point >= 0xc0 && point < 0x250)
		return letters_00c0[point - 0xc0];
	if (point >= 0x1e00 && point < 0x1f00)
		return letters_1e00[point - 0x1e00];
	return point == 0x259 || point == 0x25b ? 'e' : '?';
}

struct spelling {
	const char *letters;
	const char *sounds;
	const char *languages; /* "" for all, else primary tags, each behind a space */
};

/* One table for each initial letter: longest first, a language's own line before the common one. */
static const struct spelling spellings_c[] = {
	{ "ch", "S", " fr pt" }, { "ch", "K", " it ro" }, { "chs", "KS", " de" }, { "ch", "S|K", "" }, { "cz", "S", "" },
	{ "cs", "S", " hu" }, { "cs", "KS|S", "" }, { "ck", "SK", " pl" }, { "ck", "K", "" }, { "cq", "K", "" },
	{ "c", "S", " tr az" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_d[] = {
	{ "dsch", "S", "" }, { "dzh", "S", "" }, { "dj", "S", "" }, { "dz", "S", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_g[] = {
	{ "gh", "K|", "" }, { "gn", "N", " fr it" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_j[] = {
	{ "j", "K|", " es" }, { "j", "|S", " de nl sv da no nb nn fi pl cs sk hu hr sr bs sl lv lt et" }, { "j", "S|", "" },
	{ NULL, NULL, NULL }
};
static const struct spelling spellings_k[] = {
	{ "kh", "K|", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_l[] = {
	{ "ll", "L|", " es" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_p[] = {
	{ "ph", "F", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_q[] = {
	{ "qu", "K", "" }, { "q", "K|S", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_r[] = {
	{ "rz", "S|R", " pl" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_s[] = {
	{ "sch", "SK|S", " it nl" }, { "sch", "S", "" }, { "sz", "S", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_t[] = {
	{ "tsch", "S", "" }, { "tch", "S", "" }, { "ts", "S", "" }, { "tz", "S", "" }, { "tj", "S|T", " nl id" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_v[] = {
	{ "v", "F", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_w[] = {
	{ "w", "F", " de pl" }, { "w", "|F", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_x[] = {
	{ "x", "S|KS", " pt ca gl vi zh" }, { "x", "KS|S", "" }, { NULL, NULL, NULL }
};
static const struct spelling spellings_z[] = {
	{ "z", "S", "" }, { NULL, NULL, NULL }
};

static const struct spelling *const spellings['z' - 'a' + 1] = {
	['c' - 'a'] = spellings_c, ['d' - 'a'] = spellings_d, ['g' - 'a'] = spellings_g, ['j' - 'a'] = spellings_j,
	['k' - 'a'] = spellings_k, ['l' - 'a'] = spellings_l, ['p' - 'a'] = spellings_p, ['q' - 'a'] = spellings_q,
	['r' - 'a'] = spellings_r, ['s' - 'a'] = spellings_s, ['t' - 'a'] = spellings_t, ['v' - 'a'] = spellings_v,
	['w' - 'a'] = spellings_w, ['x' - 'a'] = spellings_x, ['z' - 'a'] = spellings_z,
};

static bool language_listed(const char *languages, const char *language)
{
	if (languages[0] == 0)
		return true;
	size_t length = strlen(language);
	for (const char *at = strchr(languages, ' '); at != NULL; at = strchr(at + 1, ' '))
		if (strncmp(at + 1, language, length) == 0 && (at[1 + length] == ' ' || at[1 + length] == 0))
			return true;
	return false;
}

static bool stands_at(const char *letters, const char *spelling)
{
	while (*spelling != 0 && *letters == *spelling) {
		letters++;
		spelling++;
	}
	return *spelling == 0;
}

/* The first spelling that stands at letters, or NULL. */
static const struct spelling *spelling_at(const char *letters, const char *language)
{
	const struct spelling *spelling = letters[0] >= 'a' && letters[0] <= 'z' ? spellings[letters[0] - 'a'] : NULL;
	for (; spelling != NULL && spelling->letters != NULL; spelling++)
		if (stands_at(letters, spelling->letters) && language_listed(spelling->languages, language))
			return spelling;
	return NULL;
}

static bool is_front_vowel(char letter)
{
	return letter == 'e' || letter == 'i' || letter == 'y';
}

static const char *sound_of(const char *at)
{
	switch (at[0]) {
	case 'a': case 'e': case 'i': case 'o': case 'u':
		return ".";
	case 'y':
		return ".";
	case 'b': case 'p':
		return "P";
	case 'f':
		return "F";
	case 't': case 'd': case '3':
		return "T";
	case 'k':
		return "K";
	case '2':
		return "K|"; /* Erdoğan, Erdogan */
	case 'c':
		return is_front_vowel(at[1]) ? "S" : at[1] == 0 ? "K|S" : "K"; /* Vucic, without its accent */
	case 'g':
		if (at[-1] == 'n' && (at[1] == 0 || strchr("bcdfhkmnpstvwz", at[1]) != NULL))
			return "K|"; /* an ng that no vowel, l or r follows is one sound in half the world */
		return is_front_vowel(at[1]) ? "K|S" : "K";
	case 's': case '1':
		return "S";
	case '4':
		return "T|S";
	case 'm':
		return "M";
	case 'n':
		return "N";
	case 'l':
		return "L";
	case 'r':
		return "R";
	default:
		return "";
	}
}

void name_raw_latin(struct name_raw *raw, struct bytes norm, const char *language)
{
	char letters[NAME_RAW_MAX + 2];
	size_t count = 1;
	letters[0] = ' '; /* so that the letter before the first can be asked for */
	for (size_t at = 0; at < norm.length && count < NAME_RAW_MAX;)
		letters[count++] = letter_of(utf8_next(norm.data, &at));
	letters[count] = 0;
	for (size_t at = 1; at < count;) {
		const struct spelling *spelling = spelling_at(letters + at, language);
		name_raw_add(raw, spelling != NULL ? spelling->sounds : sound_of(letters + at));
		at += spelling != NULL ? strlen(spelling->letters) : 1;
	}
}
