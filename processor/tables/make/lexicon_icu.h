/* lexicon_icu.h: ICU's locale data as it lies in its resource bundles, each locale's own, without fallback: what a
 * locale merely repeats from another is not seen twice. */
#ifndef PARALLAX_TABLES_LEXICON_ICU_H
#define PARALLAX_TABLES_LEXICON_ICU_H

#include <stdbool.h>

#include <unicode/ures.h>

/* Which of ICU's data trees. */
#define TREE_MAIN NULL
#define TREE_REGION U_ICUDATA_NAME "-region"
#define TREE_LANGUAGE U_ICUDATA_NAME "-lang"
#define TREE_ZONE U_ICUDATA_NAME "-zone"
#define TREE_UNIT U_ICUDATA_NAME "-unit"
#define TREE_CURRENCY U_ICUDATA_NAME "-curr"
#define TREE_SPELLOUT U_ICUDATA_NAME "-rbnf"

#define ICU_TEXT_MAX 512

/* The table or array at a path of keys separated by '/', or NULL when the locale has none. Close it with ures_close. */
UResourceBundle *icu_open(const char *tree, const char *locale, const char *path);

/* The next entry of a bundle, or NULL at its end. Close it. */
UResourceBundle *icu_next(UResourceBundle *bundle);

/* The text of a string entry; false when it is of another type or does not fit. */
bool icu_text(const UResourceBundle *entry, char ret_text[ICU_TEXT_MAX]);

/* UTF-16 to UTF-8; false when it does not fit. */
bool icu_utf8(const UChar *text, int32_t length, char ret_text[ICU_TEXT_MAX]);

/* The locales that ICU has, each once; NULL behind the last. hi_Latn is left out: Hindi is read in its own script. */
const char *icu_locale(int32_t index);

#endif
