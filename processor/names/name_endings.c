#include "check.h"
#include "name_language.h"
#include "utf8.h"

/* The endings of cases that add a consonant to a name, in the normalised form; vowels vanish anyway. Each list ends with
 * NULL; the first that leaves STEM_LETTERS_MIN letters goes. */
#define STEM_LETTERS_MIN 3

static const char *const finnic[] = { "issa", "ista", "illa", "ilta", "ille", "iksi", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä",
	"lle", "ksi", "iin", "in", "en", "an", "on", "n", NULL };
static const char *const hungarian[] = { "nak", "nek", "ban", "ben", "ból", "ből", "val", "vel", "ról", "ről", "tól", "től", "hoz", "hez",
	"nál", "nél", "ot", "et", "at", "t", NULL };
static const char *const east_slavic[] = { "ами", "ом", "ем", "ым", "им", NULL };
static const char *const west_slavic[] = { "iem", "owi", "ovi", "ego", "emu", "ami", "ach", "ech", "em", "om", "ym", "im", NULL };
static const char *const south_slavic[] = { "ами", "ом", "ем", "ым", "им", "iem", "owi", "ovi", "ego", "emu", "ami", "ach", "ech", "em", "om", "ym",
	"im", NULL }; /* Serbian is written in two alphabets */
static const char *const baltic[] = { "as", "is", "us", "ys", "am", "im", "s", NULL };
static const char *const turkic[] = { "ning", "dan", "da", "ga", "ni", "дың", "дің", "ның", "нің", "дан", "ден", "тан", "тен", "да", "де", "ға", "ге", NULL };
static const char *const georgian[] = { "თან", "მდე", "ის", "მა", "ში", "ზე", "ით", NULL };
static const char *const armenian[] = { "ում", "ից", "ով", "ին", "ն", NULL };

static const struct {
	const char *languages; /* primary tags, each between blanks */
	const char *const *endings;
} inflected[] = {
	{ " fi et ", finnic }, { " hu ", hungarian }, { " ru uk be mk bg ", east_slavic }, { " pl cs sk hr bs sl ", west_slavic },
	{ " sr ", south_slavic }, { " lt lv ", baltic }, { " uz kk ky ", turkic }, { " ka ", georgian }, { " hy ", armenian },
};

/* Korean particles stand behind the noun in the same word. */
static const char *const particles[] = { "에서는", "으로는", "에게는", "이라고", "에서", "으로", "에게", "에는", "까지", "부터", "라고",
	"이나", "처럼", "보다", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "만", NULL };
#define PARTICLE_LETTERS_MIN 2

#define LISTS (sizeof inflected / sizeof inflected[0])
#define ENDINGS_MAX 32
#define ENDING_BYTES_MAX 10
#define LAST_BYTES 64

/* A list by the last byte's lower six bits, in its order: most words end in a byte that no ending has. */
struct name_endings {
	uint8_t from[LAST_BYTES + 1];
	struct {
		uint8_t length;
		uint8_t word_min; /* bytes of a word that it may be cut from */
		char bytes[ENDING_BYTES_MAX];
	} endings[ENDINGS_MAX];
};

static struct name_endings compiled[LISTS], compiled_particles;

static void compile(const char *const *list, uint32_t letters_min, struct name_endings *ret_endings)
{
	uint32_t count = 0;
	for (uint32_t last = 0; last < LAST_BYTES; last++) {
		ret_endings->from[last] = (uint8_t)count;
		for (const char *const *ending = list; *ending != NULL; ending++) {
			size_t length = strlen(*ending), letter = utf8_bytes((uint8_t)(*ending)[0]);
			if (((uint8_t)(*ending)[length - 1] & (LAST_BYTES - 1)) != last)
				continue;
			CHECK(count < ENDINGS_MAX && length <= ENDING_BYTES_MAX);
			ret_endings->endings[count].length = (uint8_t)length;
			ret_endings->endings[count].word_min = (uint8_t)(length + letters_min * letter);
			memcpy(ret_endings->endings[count++].bytes, *ending, length);
		}
	}
	ret_endings->from[LAST_BYTES] = (uint8_t)count;
}

void name_endings_prepare(void)
{
	for (size_t i = 0; i < LISTS; i++)
		compile(inflected[i].endings, STEM_LETTERS_MIN, &compiled[i]);
	compile(particles, PARTICLE_LETTERS_MIN, &compiled_particles);
}

const struct name_endings *name_endings_of(const char *tag)
{
	for (size_t i = 0; i < LISTS; i++) {
		const char *at = strstr(inflected[i].languages, tag);
		if (tag[0] != 0 && at != NULL && at[-1] == ' ' && at[strlen(tag)] == ' ')
			return &compiled[i];
	}
	return NULL;
}

static bool ends_with(struct bytes norm, const char *ending, size_t length)
{
	const uint8_t *end = norm.data + norm.length - length;
	for (size_t i = 0; i < length; i++)
		if (end[i] != (uint8_t)ending[i])
			return false;
	return true;
}

struct span name_without_ending(struct bytes norm, const struct name_endings *endings)
{
	if (norm.length == 0)
		return (struct span){ 0, 0 };
	uint32_t last = norm.data[norm.length - 1] & (LAST_BYTES - 1);
	for (uint32_t i = endings->from[last]; i < endings->from[last + 1]; i++) {
		size_t length = endings->endings[i].length;
		if (norm.length >= endings->endings[i].word_min && ends_with(norm, endings->endings[i].bytes, length))
			return (struct span){ 0, (uint32_t)(norm.length - length) };
	}
	return (struct span){ 0, 0 };
}

struct span name_without_particle(struct bytes norm)
{
	struct span piece = name_without_ending(norm, &compiled_particles);
	return piece.length > 0 ? piece : (struct span){ 0, (uint32_t)norm.length };
}
