/* han_table.c: makes processor/tables/han.bin from ICU: a byte for each of U+4E00…U+9FFF.
 * Bits 0-3: the class of the Mandarin reading's initial (see classes below, 0 for none), bit 4: the reading ends in n or
 * ng, bit 5: Chinese names of territories, exemplar cities or languages are written with the character (or with its
 * simplified form). usage: han_table OUT */
#include <stdio.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/udat.h>
#include <unicode/uenum.h>
#include <unicode/uregion.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define FIRST 0x4e00
#define COUNT (0x9fff - FIRST + 1)

static const char classes[] = " PFTKSMNLR"; /* a class is its index */

static unsigned char table[COUNT];
static unsigned char transcribes[COUNT];

static void die(const char *what, UErrorCode error)
{
	fprintf(stderr, "han_table: %s: %s\n", what, u_errorName(error));
	_Exit(1);
}

static UTransliterator *transliterator(const char *id)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar name[64];
	u_uastrcpy(name, id);
	UTransliterator *made = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	if (U_FAILURE(error))
		die(id, error);
	return made;
}

static int32_t apply(const UTransliterator *with, UChar *text, int32_t length, int32_t capacity)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t limit = length;
	utrans_transUChars(with, text, &length, capacity, 0, &limit, &error);
	if (U_FAILURE(error))
		die("transliterate", error);
	return length;
}

/* pinyin in ASCII, without its tone: its initial's class. h is silent in names as it is elsewhere: the skeletons drop it. */
static char initial_class(const char *pinyin)
{
	switch (pinyin[0]) {
	case 'b': case 'p': return 'P';
	case 'f': return 'F';
	case 'd': case 't': return 'T';
	case 'g': case 'k': return 'K';
	case 'j': case 'q': case 'x': case 'z': case 'c': case 's': return 'S';
	case 'm': return 'M';
	case 'n': return 'N';
	case 'l': return 'L';
	case 'r': return 'R';
	default: return ' ';
	}
}

static void note_text(const UChar *text, int32_t length)
{
	for (int32_t i = 0; i < length; i++)
		if (text[i] >= FIRST && text[i] < FIRST + COUNT)
			transcribes[text[i] - FIRST] = 1;
}

static void note_territories_and_languages(const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar name[256];
	for (const char *const *code = uloc_getISOCountries(); *code != NULL; code++) {
		char region[16];
		snprintf(region, sizeof region, "und_%s", *code);
		error = U_ZERO_ERROR;
		note_text(name, uloc_getDisplayCountry(region, locale, name, 256, &error));
	}
	for (const char *const *code = uloc_getISOLanguages(); *code != NULL; code++) {
		error = U_ZERO_ERROR;
		note_text(name, uloc_getDisplayLanguage(*code, locale, name, 256, &error));
	}
}

static void note_cities(const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	UEnumeration *zones = ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &error);
	UChar pattern[8];
	u_uastrcpy(pattern, "VVV"); /* the exemplar city of a time zone */
	const UChar *zone;
	int32_t length;
	while ((zone = uenum_unext(zones, &length, &error)) != NULL && U_SUCCESS(error)) {
		UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, zone, length, pattern, -1, &error);
		UChar city[256];
		int32_t used = udat_format(format, 0.0, city, 256, NULL, &error);
		if (U_FAILURE(error))
			die("exemplar city", error);
		note_text(city, used);
		udat_close(format);
	}
	uenum_close(zones);
}

static unsigned char entry(const UTransliterator *latin, const UTransliterator *simplify, UChar character)
{
	UChar text[64] = { character };
	int32_t length = apply(latin, text, 1, 64);
	char pinyin[64];
	u_austrncpy(pinyin, text, (int32_t)sizeof pinyin - 1);
	pinyin[length < 63 ? length : 63] = 0;
	unsigned made = (unsigned)(strchr(classes, initial_class(pinyin)) - classes);
	size_t letters = strlen(pinyin);
	if (letters > 1 && (pinyin[letters - 1] == 'n' || (pinyin[letters - 1] == 'g' && pinyin[letters - 2] == 'n')))
		made |= 1u << 4;
	UChar simple[8] = { character };
	length = apply(simplify, simple, 1, 8);
	if (transcribes[character - FIRST] ||
	    (length == 1 && simple[0] >= FIRST && simple[0] < FIRST + COUNT && transcribes[simple[0] - FIRST]))
		made |= 1u << 5;
	return (unsigned char)made;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: han_table OUT\n");
		return 2;
	}
	note_territories_and_languages("zh");
	note_cities("zh");
	UTransliterator *latin = transliterator("Han-Latin; Latin-ASCII; Lower");
	UTransliterator *simplify = transliterator("Traditional-Simplified");
	for (int i = 0; i < COUNT; i++)
		table[i] = entry(latin, simplify, (UChar)(FIRST + i));
	utrans_close(latin);
	utrans_close(simplify);
	FILE *out = fopen(argv[1], "wb");
	if (out == NULL || fwrite(table, 1, COUNT, out) != COUNT || fclose(out) != 0) {
		perror(argv[1]);
		return 1;
	}
	return 0;
}
