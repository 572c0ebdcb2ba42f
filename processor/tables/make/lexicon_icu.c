#include "lexicon_icu.h"

#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "lexicon_make.h"

UResourceBundle *icu_open(const char *tree, const char *locale, const char *path)
{
	UErrorCode error = U_ZERO_ERROR;
	UResourceBundle *bundle = ures_openDirect(tree, locale, &error);
	char keys[128];
	if (strlen(path) >= sizeof(keys))
		make_fail("path too long", path);
	strcpy(keys, path);
	char *rest = NULL;
	for (char *key = strtok_r(keys, "/", &rest); key != NULL && U_SUCCESS(error); key = strtok_r(NULL, "/", &rest))
		bundle = ures_getByKey(bundle, key, bundle, &error);
	if (U_SUCCESS(error))
		return bundle;
	ures_close(bundle);
	return NULL;
}

UResourceBundle *icu_next(UResourceBundle *bundle)
{
	UErrorCode error = U_ZERO_ERROR;
	if (!ures_hasNext(bundle))
		return NULL;
	UResourceBundle *entry = ures_getNextResource(bundle, NULL, &error);
	if (U_FAILURE(error))
		make_fail(u_errorName(error), ures_getKey(bundle));
	return entry;
}

bool icu_utf8(const UChar *text, int32_t length, char ret_text[ICU_TEXT_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t bytes = 0;
	u_strToUTF8(ret_text, ICU_TEXT_MAX, &bytes, text, length, &error);
	return U_SUCCESS(error) && bytes < ICU_TEXT_MAX;
}

bool icu_text(const UResourceBundle *entry, char ret_text[ICU_TEXT_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t length = 0;
	if (ures_getType(entry) != URES_STRING)
		return false;
	const UChar *text = ures_getString(entry, &length, &error);
	return U_SUCCESS(error) && icu_utf8(text, length, ret_text);
}

const char *icu_locale(int32_t index)
{
	int32_t seen = 0;
	for (int32_t i = 0; i < uloc_countAvailable(); i++) {
		const char *locale = uloc_getAvailable(i);
		if (strncmp(locale, "hi_Latn", 7) != 0 && seen++ == index)
			return locale;
	}
	return NULL;
}
