#include "icu_reference.h"

#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "arabic_fold.h"
#include "check.h"
#include "utf8.h"

bool icu_knows(uint32_t point)
{
	UVersionInfo age;
	u_charAge((UChar32)point, age);
	return age[0] > 0 && (age[0] < 15 || (age[0] == 15 && age[1] == 0)) && (point < 0xd800 || point > 0xdfff);
}

bool icu_is_pinned(char ret_version[16])
{
	UVersionInfo version;
	u_getUnicodeVersion(version);
	snprintf(ret_version, 16, "%d.%d", version[0], version[1]);
	return version[0] == 15 && version[1] == 0;
}

static const UNormalizer2 *casefold(void)
{
	static UNormalizer2 *filtered;
	if (filtered == NULL) {
		UErrorCode error = U_ZERO_ERROR;
		UChar pattern[32];
		u_uastrcpy(pattern, "[:age=15.0:]");
		USet *known = uset_openPattern(pattern, -1, &error);
		filtered = unorm2_openFiltered(unorm2_getNFKCCasefoldInstance(&error), known, &error);
		CHECK(U_SUCCESS(error));
	}
	return filtered;
}

size_t icu_fold(struct bytes text, uint8_t *ret_norm, size_t norm_max)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t in_length, out_max = 24 * (int32_t)text.length + 16;
	UChar *in = malloc((text.length + 1) * sizeof *in), *out = malloc((size_t)out_max * sizeof *out);
	UChar32 *points = malloc((size_t)out_max * sizeof *points);
	CHECK(in != NULL && out != NULL && points != NULL);
	u_strFromUTF8(in, (int32_t)text.length + 1, &in_length, (const char *)text.data, (int32_t)text.length, &error);
	int32_t out_length = unorm2_normalize(casefold(), in, in_length, out, out_max, &error);
	int32_t count;
	u_strToUTF32(points, out_max, &count, out, out_length, &error);
	CHECK(U_SUCCESS(error));
	size_t length = 0;
	for (int32_t i = 0; i < count; i++) {
		uint32_t point = arabic_fold((uint32_t)points[i]);
		CHECK(length + 4 <= norm_max);
		if (point != ARABIC_FOLD_NOTHING)
			length += utf8_put(point, ret_norm + length);
	}
	free(in);
	free(out);
	free(points);
	return length;
}

static bool holds_word(struct bytes text)
{
	for (size_t at = 0; at < text.length;) {
		UChar32 point = (UChar32)utf8_next(text.data, &at);
		bool mark = (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
		if ((u_hasBinaryProperty(point, UCHAR_ALPHABETIC) && !mark) || u_charType(point) == U_DECIMAL_DIGIT_NUMBER)
			return true;
	}
	return false;
}

size_t icu_words(struct bytes text, struct span *ret_words, size_t words_max)
{
	static UBreakIterator *breaks;
	UErrorCode error = U_ZERO_ERROR;
	UText *view = utext_openUTF8(NULL, (const char *)text.data, (int64_t)text.length, &error);
	if (breaks == NULL)
		breaks = ubrk_open(UBRK_WORD, "root", NULL, 0, &error);
	ubrk_setUText(breaks, view, &error);
	CHECK(U_SUCCESS(error));
	size_t count = 0;
	for (int32_t start = 0, end; (end = ubrk_next(breaks)) != UBRK_DONE; start = end) {
		struct span span = { (uint32_t)start, (uint32_t)(end - start) };
		if (ubrk_getRuleStatus(breaks) < UBRK_WORD_NONE_LIMIT || !holds_word(bytes_part(text, span)))
			continue;
		CHECK(count < words_max);
		ret_words[count++] = span;
	}
	utext_close(view);
	return count;
}
