#include "name_key.h"

#include "name_sounds.h"

static uint8_t *hear(struct bytes norm, enum script script, const struct name_language *language, uint8_t *codes)
{
	switch (script) {
	case SCRIPT_LATIN:
		return name_hear_latin(norm, language->latin, codes);
	case SCRIPT_CYRILLIC:
	case SCRIPT_GREEK:
	case SCRIPT_ARMENIAN:
	case SCRIPT_GEORGIAN:
		return name_hear_alphabet(norm, language->g_is_h, codes);
	case SCRIPT_ARABIC:
	case SCRIPT_HEBREW:
		return name_hear_abjad(norm, language->persian, codes);
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
		return name_hear_indic(norm, script, codes);
	case SCRIPT_ETHIOPIC:
	case SCRIPT_HANGUL:
	case SCRIPT_HIRAGANA:
	case SCRIPT_KATAKANA:
		return name_hear_syllables(norm, codes);
	case SCRIPT_THAI:
	case SCRIPT_LAO:
	case SCRIPT_KHMER:
	case SCRIPT_BURMESE:
		return name_hear_unspaced(norm, codes);
	default:
		return codes; /* no letters that are known */
	}
}

/* So many bytes of a word are read, whole characters. */
static size_t name_bytes(struct bytes norm)
{
	size_t length = norm.length < NAME_BYTES_MAX ? norm.length : NAME_BYTES_MAX;
	while (length < norm.length && (norm.data[length] & 0xc0) == 0x80)
		length--;
	return length;
}

void name_skeletons(struct bytes norm, enum script script, const struct name_language *language, struct name_skeletons *ret_skeletons)
{
	uint8_t codes[NAME_CODES_MAX + 1];
	bool writes_too_little = script == SCRIPT_HANGUL || script == SCRIPT_HIRAGANA || script == SCRIPT_KATAKANA;
	*hear(bytes_of(norm.data, name_bytes(norm)), script, language, codes) = SOUNDS_END;
	name_fold(codes, !writes_too_little, ret_skeletons);
}
