#include "name_key.h"

#include "name_sounds.h"

static void hear(struct name_sounds *sounds, struct bytes norm, enum script script, const struct name_language *language)
{
	switch (script) {
	case SCRIPT_LATIN:
		name_hear_latin(sounds, norm, language->latin);
		break;
	case SCRIPT_CYRILLIC:
	case SCRIPT_GREEK:
	case SCRIPT_ARMENIAN:
	case SCRIPT_GEORGIAN:
		name_hear_alphabet(sounds, norm, language->g_is_h);
		break;
	case SCRIPT_ARABIC:
	case SCRIPT_HEBREW:
		name_hear_abjad(sounds, norm, language->persian);
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
		name_hear_indic(sounds, norm, script);
		break;
	case SCRIPT_ETHIOPIC:
	case SCRIPT_HANGUL:
	case SCRIPT_HIRAGANA:
	case SCRIPT_KATAKANA:
		name_hear_syllables(sounds, norm);
		break;
	case SCRIPT_THAI:
	case SCRIPT_LAO:
	case SCRIPT_KHMER:
	case SCRIPT_BURMESE:
		name_hear_unspaced(sounds, norm);
		break;
	default: /* no letters that are known */
		break;
	}
}

void name_skeletons(struct bytes norm, enum script script, const struct name_language *language, struct name_skeletons *ret_skeletons)
{
	struct name_sounds sounds;
	bool writes_too_little = script == SCRIPT_HANGUL || script == SCRIPT_HIRAGANA || script == SCRIPT_KATAKANA;
	sounds.count = sounds.all = 0;
	hear(&sounds, norm, script, language);
	name_fold(&sounds, !writes_too_little, ret_skeletons);
}
