#include "check.h"
#include "name_sounds.h"
#include "utf8.h"

#define NAME_LATIN_MAX 39 /* letters; what a longer word has beyond is not read */

/* Letters are numbered: a to z from 1 on, then a ch or j sound (ç č ć), ğ, th (þ), t or ts (ț ţ). */
enum letter { NO_LETTER, LETTER_A, LETTER_Z = 26, LETTER_CH, LETTER_SOFT_G, LETTER_TH, LETTER_TS, NO_MORE = 31, LETTERS };

/* The plain letter of U+00C0…U+024F and U+1E00…U+1EFF, after case folding. '?' has none; 1 is a ch or j sound, 2 is ğ, 3 is th,
 * 4 is t or ts. */
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

static uint32_t letter_number(char letter)
{
	if (letter >= 'a' && letter <= 'z')
		return (uint32_t)(letter - 'a') + LETTER_A;
	return letter == '?' ? NO_LETTER : (uint32_t)(letter - '1') + LETTER_CH;
}

static uint32_t letter_of(uint32_t point)
{
	if (point >= 0xc0 && point < 0x250)
		return letter_number(letters_00c0[point - 0xc0]);
	if (point >= 0x1e00 && point < 0x1f00)
		return letter_number(letters_1e00[point - 0x1e00]);
	return point == 0x259 || point == 0x25b ? letter_number('e') : NO_LETTER;
}

/* By initial letter, longest first, a language's own line before the common one. */
static const struct spelling {
	char letters[5];
	uint8_t sounds;
	const char *languages; /* "" for all, else primary tags, each between blanks */
} spellings[] = {
	{ "ch", S, " fr pt " }, { "ch", K, " it ro " }, { "chs", KS, " de " }, { "ch", S_K, "" }, { "cz", S, "" }, { "cs", S, " hu " }, { "cs", KS_S, "" },
	{ "ck", SK, " pl " }, { "ck", K, "" }, { "cq", K, "" }, { "c", S, " tr az " },
	{ "dsch", S, "" }, { "dzh", S, "" }, { "dj", S, "" }, { "dz", S, "" },
	{ "gh", K_H, "" }, { "gn", N, " fr it " },
	{ "j", K_H, " es " }, { "j", H_S, " de nl sv da no nb nn fi pl cs sk hu hr sr bs sl lv lt et " }, { "j", S_H, "" },
	{ "kh", K_H, "" },
	{ "ll", L_H, " es " },
	{ "ph", F, "" },
	{ "qu", K, "" }, { "q", K_S, "" },
	{ "rz", S_R, " pl " },
	{ "sch", SK_S, " it nl " }, { "sch", S, "" }, { "sz", S, "" },
	{ "tsch", S, "" }, { "tch", S, "" }, { "ts", S, "" }, { "tz", S, "" }, { "tj", S_T, " nl id " },
	{ "v", F, "" },
	{ "w", F, " de pl " }, { "w", H_F, "" },
	{ "x", S_KS, " pt ca gl vi zh " }, { "x", KS_S, "" },
	{ "z", S, "" },
};
#define SPELLINGS (sizeof spellings / sizeof spellings[0])

/* What a letter sounds like, by the letter behind it, as a language spells: a code of enum sound, or one of these. */
#define CELL_TWO 64    /* added to the code: the two letters are one sound */
#define CELL_ASK 128   /* the next letters have to be looked at */
#define CELL_BEHIND 129 /* g, which may be silent behind an n */

#define LATINS_MAX 32

struct name_latin {
	uint64_t spells; /* which of spellings it has */
	uint8_t cells[LETTERS][LETTERS];
};

static struct name_latin latins[LATINS_MAX]; /* the different ones */
static uint32_t latins_count;
static uint8_t letters_of_ascii[128];

static bool is_front_vowel(uint32_t letter)
{
	return letter == letter_number('e') || letter == letter_number('i') || letter == letter_number('y');
}

static bool is_one_of(uint32_t letter, const char *letters)
{
	for (; *letters != 0; letters++)
		if (letter == letter_number(*letters))
			return true;
	return false;
}

/* Of a letter that no spelling begins with. */
static uint8_t sound_of(uint32_t letter, uint32_t next)
{
	static const uint8_t sounds[LETTERS] = { /* a … z; ch ğ th ts */
		H, V, P, H, T, V, F, H, H, V, H, K, L, M, N, V, P, H, R, S, T, V, H, H, H, V, H, S, K_H, T, T_S
	};
	if (letter == letter_number('c'))
		return is_front_vowel(next) ? S : next == NO_MORE ? K_S : K; /* Vucic, without its accent */
	if (letter == letter_number('g')) {
		if (next == NO_MORE || is_one_of(next, "bcdfhkmnpstvwz"))
			return CELL_BEHIND;
		return is_front_vowel(next) ? K_S : K;
	}
	return sounds[letter];
}

/* The cells of a letter: the first spelling that fits is the last one to be written. */
static void fill_cells(uint64_t spells, uint32_t letter, uint8_t cells[LETTERS])
{
	for (uint32_t next = 0; next < LETTERS; next++)
		cells[next] = sound_of(letter, next);
	for (size_t i = SPELLINGS; i-- > 0;) {
		const char *letters = spellings[i].letters;
		if ((spells >> i & 1) == 0 || letter_number(letters[0]) != letter)
			continue;
		if (letters[1] == 0)
			memset(cells, spellings[i].sounds, LETTERS);
		else
			cells[letter_number(letters[1])] = letters[2] == 0 ? CELL_TWO | spellings[i].sounds : CELL_ASK;
	}
}

static uint64_t spells_of(const char *tag)
{
	uint64_t spells = 0;
	_Static_assert(SPELLINGS <= 64, "a bit for each");
	for (size_t i = 0; i < SPELLINGS; i++) {
		const char *at = tag[0] == 0 ? NULL : strstr(spellings[i].languages, tag);
		bool own = at != NULL && at != spellings[i].languages && at[-1] == ' ' && at[strlen(tag)] == ' ';
		spells |= own || spellings[i].languages[0] == 0 ? 1ULL << i : 0;
	}
	return spells;
}

const struct name_latin *name_latin_of(const char *tag)
{
	uint64_t spells = spells_of(tag);
	for (uint32_t i = 0; i < latins_count; i++)
		if (latins[i].spells == spells)
			return &latins[i];
	CHECK(latins_count < LATINS_MAX);
	struct name_latin *latin = &latins[latins_count++];
	latin->spells = spells;
	for (uint32_t letter = 0; letter < LETTERS; letter++)
		fill_cells(spells, letter, latin->cells[letter]);
	return latin;
}

void name_latin_prepare(void)
{
	for (char letter = 'a'; letter <= 'z'; letter++)
		letters_of_ascii[(unsigned)letter] = (uint8_t)letter_number(letter);
}

static bool stands_at(const uint8_t *letters, const char *spelling)
{
	for (; *spelling != 0; letters++, spelling++)
		if (*letters != letter_number(*spelling))
			return false;
	return true;
}

/* Finds what the letters sound like by the spellings of more than two as well; returns how many they are. */
static size_t ask(const uint8_t *letters, uint64_t spells, uint8_t *ret_code)
{
	for (size_t i = 0; i < SPELLINGS; i++)
		if ((spells >> i & 1) != 0 && stands_at(letters, spellings[i].letters)) {
			*ret_code = spellings[i].sounds;
			return strlen(spellings[i].letters);
		}
	*ret_code = sound_of(letters[0], letters[1]);
	return 1;
}

/* The letters' numbers; returns how many. */
static size_t number_letters(struct bytes norm, uint8_t ret_letters[NAME_LATIN_MAX])
{
	size_t count = 0;
	for (size_t at = 0; at < norm.length && count < NAME_LATIN_MAX;) {
		if (norm.data[at] < 0x80)
			ret_letters[count++] = letters_of_ascii[norm.data[at++]];
		else
			ret_letters[count++] = (uint8_t)letter_of(utf8_next(norm.data, &at));
	}
	return count;
}

uint8_t *name_hear_latin(struct bytes norm, const struct name_latin *latin, uint8_t *ret_codes)
{
	uint8_t letters[NAME_LATIN_MAX + 3] = { NO_LETTER }; /* so that the letter before the first can be asked for */
	size_t end = 1 + number_letters(norm, letters + 1);
	letters[end] = letters[end + 1] = NO_MORE;
	for (size_t at = 1; at < end;) {
		uint8_t cell = latin->cells[letters[at]][letters[at + 1]], code = cell & (CELL_TWO - 1);
		if (cell < CELL_TWO)
			at++;
		else if (cell < CELL_ASK)
			at += 2;
		else if (cell == CELL_ASK)
			at += ask(letters + at, latin->spells, &code);
		else /* an ng that no vowel, l or r follows is one sound in half the world */
			code = letters[at++ - 1] == letter_number('n') ? K_H : K;
		ret_codes = name_hear(ret_codes, code);
	}
	return ret_codes;
}
