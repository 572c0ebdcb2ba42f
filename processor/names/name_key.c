#include "name_key.h"

#include "check.h"
#include "name_raw.h"

static bool sound_is_labial(char sound)
{
	return sound == 'P' || sound == 'F';
}

/* Appends a class unless it repeats the last one; false when there is no more room. */
static bool skeleton_add(char *skeleton, size_t *length, char class)
{
	if (*length > 0 && skeleton[*length - 1] == class)
		return true;
	if (*length == NAME_SKELETON_MAX)
		return false;
	skeleton[(*length)++] = class;
	skeleton[*length] = 0;
	return true;
}

static size_t precise_of(const char *raw, char *ret_skeleton)
{
	size_t length = 0;
	ret_skeleton[0] = 0;
	for (size_t i = 0; raw[i] != 0; i++) {
		if (raw[i] == '.')
			continue;
		char class = raw[i] == 'M' && sound_is_labial(raw[i + 1]) ? 'N' : raw[i];
		if (!skeleton_add(ret_skeleton, &length, class))
			break;
	}
	return length;
}

static size_t coarse_of(const char *raw, char *ret_skeleton)
{
	size_t length = 0;
	ret_skeleton[0] = 0;
	for (size_t i = 0; raw[i] != 0; i++) {
		bool before_vowel = raw[i + 1] == '.' || raw[i + 1] == raw[i]; /* a doubled letter is judged by its last */
		char class = raw[i];
		if (class == '.' || (class == 'R' && !before_vowel))
			continue;
		if (class == 'F')
			class = 'P';
		else if (class == 'R')
			class = 'L';
		else if (class == 'M' && !before_vowel)
			class = 'N';
		if (!skeleton_add(ret_skeleton, &length, class))
			break;
	}
	return length;
}

static void keep_if_new(char kept[][NAME_SKELETON_MAX + 1], uint32_t *count, const char *skeleton, size_t length)
{
	if (length < 2)
		return;
	for (uint32_t i = 0; i < *count; i++)
		if (strcmp(kept[i], skeleton) == 0)
			return;
	memcpy(kept[(*count)++], skeleton, length + 1);
}

static void raw_of(struct bytes norm, enum script script, const char *language, struct name_raw *raw)
{
	switch (script) {
	case SCRIPT_LATIN:
		name_raw_latin(raw, norm, language);
		break;
	case SCRIPT_CYRILLIC:
	case SCRIPT_GREEK:
	case SCRIPT_ARMENIAN:
	case SCRIPT_GEORGIAN:
		name_raw_alphabet(raw, norm, language);
		break;
	case SCRIPT_ARABIC:
	case SCRIPT_HEBREW:
		name_raw_abjad(raw, norm, language);
		break;
	case SCRIPT_DEVANAGARI:
	case SCRIPT_BENGALI:
	case SCRIPT_GURMUKHI:
	case SCRIPT_GUJARATI:
	case SCRIPT_ORIYA:
	case SCRIPT_TAMIL:
	case SCRIPT_TELUGU:
	case SCRIPT_KANNADA:
	case SCRIPT_MALAYALAM:
	case SCRIPT_SINHALA:
		name_raw_indic(raw, norm, script);
		break;
	case SCRIPT_ETHIOPIC:
	case SCRIPT_HANGUL:
	case SCRIPT_HIRAGANA:
	case SCRIPT_KATAKANA:
		name_raw_syllables(raw, norm);
		break;
	case SCRIPT_THAI:
	case SCRIPT_LAO:
	case SCRIPT_KHMER:
	case SCRIPT_BURMESE:
		name_raw_unspaced(raw, norm);
		break;
	default:
		raw->count = 0;
	}
}

void name_skeletons(struct bytes norm, enum script script, const char *language, struct name_skeletons *ret_skeletons)
{
	struct name_raw raw = { .count = 1 };
	raw_of(norm, script, language, &raw);
	ret_skeletons->precise_count = ret_skeletons->coarse_count = 0;
	bool writes_too_little = script == SCRIPT_HANGUL || script == SCRIPT_HIRAGANA || script == SCRIPT_KATAKANA;
	for (uint32_t i = 0; i < raw.count; i++) {
		char skeleton[NAME_SKELETON_MAX + 1];
		size_t length = precise_of(raw.text[i], skeleton);
		if (!writes_too_little)
			keep_if_new(ret_skeletons->precise, &ret_skeletons->precise_count, skeleton, length);
		length = coarse_of(raw.text[i], skeleton);
		keep_if_new(ret_skeletons->coarse, &ret_skeletons->coarse_count, skeleton, length);
	}
}
