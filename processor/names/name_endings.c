#include "word_names.h"

/* The endings of cases that add a consonant to a name, in the normalised form; vowels vanish anyway. Each list ends with
 * NULL; the longest that leaves STEM_LETTERS_MIN letters goes. */
#define STEM_BYTES_MIN 3

static const char *const finnic[] = { "issa", "ista", "illa", "ilta", "ille", "iksi", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä",
	"lle", "ksi", "iin", "in", "en", "an", "on", "n", NULL };
static const char *const hungarian[] = { "nak", "nek", "ban", "ben", "ból", "ből", "val", "vel", "ról", "ről", "tól", "től", "hoz", "hez",
	"nál", "nél", "ot", "et", "at", "t", NULL };
static const char *const east_slavic[] = { "ами", "ом", "ем", "ым", "им", NULL };
static const char *const west_slavic[] = { "iem", "owi", "ovi", "ego", "emu", "ami", "ach", "ech", "em", "om", "ym", "im", NULL };
static const char *const baltic[] = { "as", "is", "us", "ys", "am", "im", "s", NULL };
static const char *const turkic[] = { "ning", "dan", "da", "ga", "ni", "дың", "дің", "ның", "нің", "дан", "ден", "тан", "тен", "да", "де", "ға", "ге", NULL };
static const char *const georgian[] = { "თან", "მდე", "ის", "მა", "ში", "ზე", "ით", NULL };
static const char *const armenian[] = { "ում", "ից", "ով", "ին", "ն", NULL };

static const struct {
	const char *languages; /* primary tags, each between spaces */
	const char *const *endings;
} inflected[] = {
	{ " fi et ", finnic }, { " hu ", hungarian }, { " ru uk be sr mk bg ", east_slavic }, { " pl cs sk hr bs sl sr ", west_slavic },
	{ " lt lv ", baltic }, { " uz kk ky ", turkic }, { " ka ", georgian }, { " hy ", armenian },
};

static bool listed(const char *languages, const char *language)
{
	const char *at = strstr(languages, language);
	return language[0] != 0 && at != NULL && at[-1] == ' ' && at[strlen(language)] == ' ';
}

static struct span stem_by(struct bytes norm, const char *const *endings)
{
	for (; *endings != NULL; endings++) {
		size_t length = strlen(*endings);
		size_t least = STEM_BYTES_MIN * ((uint8_t)(*endings)[0] >= 0x80 ? ((uint8_t)(*endings)[0] >= 0xe0 ? 3 : 2) : 1);
		if (norm.length >= length + least && memcmp(norm.data + norm.length - length, *endings, length) == 0)
			return (struct span){ 0, (uint32_t)(norm.length - length) };
	}
	return (struct span){ 0, 0 };
}

struct span name_stem(struct bytes norm, const char *language)
{
	for (size_t i = 0; i < sizeof inflected / sizeof inflected[0]; i++) {
		struct span stem = listed(inflected[i].languages, language) ? stem_by(norm, inflected[i].endings) : (struct span){ 0, 0 };
		if (stem.length > 0)
			return stem;
	}
	return (struct span){ 0, 0 };
}
