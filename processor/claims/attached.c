#include "attached.h"

#include "number_text.h"
#include "utf8.h"

#define PREFIX_MAX 24    /* bytes of a counter that are looked up */
#define MEANINGS_MAX 12
#define STEM_BYTES_MIN 5 /* of a multiplier's stem */

struct sign {
	const char *text;
	uint8_t mark;
};

/* Counters of the CJK calendar and clock, which the lexicon has as units of time at most. */
static const struct sign signs[] = {
	{ "年", MARK_YEAR }, { "년", MARK_YEAR }, { "月", MARK_MONTH }, { "월", MARK_MONTH }, { "日", MARK_DAY }, { "號", MARK_ORDINAL },
	{ "号", MARK_ORDINAL }, { "일", MARK_DAY }, { "時", MARK_HOUR }, { "时", MARK_HOUR }, { "시", MARK_HOUR },
	{ "分", MARK_MINUTE }, { "분", MARK_MINUTE },
	/* What would make a stretch of time of it: three days, two hours. */
	{ "年間", MARK_NONE }, { "年间", MARK_NONE }, { "년간", MARK_NONE }, { "日間", MARK_NONE }, { "日间", MARK_NONE }, { "일간", MARK_NONE },
	{ "日目", MARK_NONE }, { "日ぶり", MARK_NONE }, { "年ぶり", MARK_NONE }, { "시간", MARK_NONE }, { "時間", MARK_NONE }, { "时间", MARK_NONE },
	{ "분간", MARK_NONE }, { "分間", MARK_NONE }, { "分钟", MARK_NONE }, { "分鐘", MARK_NONE }, { "分の", MARK_NONE }, { "分之", MARK_NONE }, { "분의", MARK_NONE },
	{ "일째", MARK_NONE }, { "년째", MARK_NONE }, { "년 만", MARK_NONE }, { "일 만", MARK_NONE }, { "월드", MARK_NONE }, { "시즌", MARK_NONE }
};

/* Endings that make an ordinal or a decade of a number, in any language that writes so. */
static const struct sign endings[] = {
	{ "st", MARK_ORDINAL }, { "nd", MARK_ORDINAL }, { "rd", MARK_ORDINAL }, { "th", MARK_ORDINAL }, { "e", MARK_ORDINAL },
	{ "er", MARK_ORDINAL }, { "re", MARK_ORDINAL }, { "ère", MARK_ORDINAL }, { "ème", MARK_ORDINAL }, { "eme", MARK_ORDINAL },
	{ "o", MARK_ORDINAL }, { "a", MARK_ORDINAL }, { "ος", MARK_ORDINAL }, { "η", MARK_ORDINAL },
	{ "ο", MARK_ORDINAL }, { "й", MARK_ORDINAL }, { "я", MARK_ORDINAL }, { "го", MARK_ORDINAL }, { "ste", MARK_ORDINAL },
	{ "de", MARK_ORDINAL }, { "s", MARK_DECADE }, { "h", MARK_HOUR },
	{ "am", MARK_HOUR }, { "pm", MARK_HOUR }, { "hrs", MARK_HOUR }, { "tallet", MARK_DECADE }, { "talet", MARK_DECADE }
};

/* Short forms of multipliers as English and financial texts write them on to the number. */
static const struct {
	const char *text;
	int8_t exponent;
	bool always; /* also without a currency before */
} short_multipliers[] = {
	{ "k", 3, true }, { "bn", 9, true }, { "bln", 9, true }, { "mn", 6, true }, { "mln", 6, true }, { "mio", 6, true }, { "mil", 6, false },
	{ "mrd", 9, true }, { "tn", 12, true }, { "trn", 12, true }, { "m", 6, false }, { "b", 9, true }, { "t", 12, false }, { "mm", 6, false }, { "g", 9, false },
	{ "tsd", 3, true }, { "jt", 6, true }, { "rb", 3, true }, { "cr", 7, true }
};

/* Symbols that every language writes. */
static const struct {
	const char *text;
	uint8_t unit;
} symbols[] = {
	{ "km", UNIT_KM }, { "m", UNIT_M }, { "cm", UNIT_CM }, { "mm", UNIT_MM }, { "kg", UNIT_KG }, { "g", UNIT_G }, { "km2", UNIT_SQKM },
	{ "ha", UNIT_HA }, { "mw", UNIT_MEGAWATT }, { "ft", UNIT_FT }, { "lb", UNIT_LB }, { "lbs", UNIT_LB }, { "mph", UNIT_MPH }
};

enum number_mark number_mark_of(struct bytes text, uint32_t *ret_length)
{
	const struct sign *best = NULL;
	size_t best_length = 0;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0] && text.length > 0; i++) {
		if ((uint8_t)signs[i].text[0] != text.data[0])
			continue;
		size_t length = strlen(signs[i].text);
		if (length > best_length && length <= text.length && memcmp(signs[i].text, text.data, length) == 0) {
			best = &signs[i];
			best_length = length;
		}
	}
	if (best == NULL || best->mark == MARK_NONE)
		return MARK_NONE;
	*ret_length = (uint32_t)best_length;
	return (enum number_mark)best->mark;
}

int multiplier_stem_exponent(struct bytes word)
{
	static const struct {
		const char *stem;
		int exponent;
	} stems[] = {
		{ "milliard", 9 }, { "miliard", 9 }, { "milijard", 9 }, { "miljard", 9 }, { "milyar", 9 }, { "миллиард", 9 }, { "мільярд", 9 },
		{ "милиард", 9 }, { "δισεκατομμυρι", 9 }, { "million", 6 }, { "milion", 6 }, { "milió", 6 }, { "millió", 6 },
		{ "milijun", 6 }, { "milijon", 6 }, { "miljon", 6 }, { "miljoon", 6 }, { "milyon", 6 }, { "миллион", 6 }, { "мільйон", 6 },
		{ "милион", 6 }, { "εκατομμυρι", 6 }, { "тысяч", 3 }, { "тисяч", 3 }, { "tisíc", 3 }, { "tysięc", 3 }, { "tysiąc", 3 },
		{ "tuhan", 3 }
	};
	/* A millionaire is none. */
	static const char *const persons[] = { "ar", "ář", "är", "ær", "air", "onär", "onar", "ер", "онер" };
	if (word.length < STEM_BYTES_MIN || !multiplier_stem_begins(word))
		return 0;
	for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
		if ((uint8_t)stems[i].stem[0] != word.data[0])
			continue;
		size_t length = strlen(stems[i].stem);
		if (word.length < length || memcmp(word.data, stems[i].stem, length) != 0)
			continue;
		struct bytes ending = bytes_of(word.data + length, word.length - length);
		for (size_t k = 0; k < sizeof persons / sizeof persons[0]; k++)
			if (ending.length >= strlen(persons[k]) && memcmp(ending.data, persons[k], strlen(persons[k])) == 0)
				return 0;
		return utf8_count(ending) <= 4 ? stems[i].exponent : 0;
	}
	return 0;
}

int multiplier_exponent(const struct lexicon_hit *hit)
{
	return hit->value < 23 ? (int)hit->value : 0;
}

/* The letters before the next digit. */
static struct bytes letters_of(struct bytes text)
{
	size_t at = 0;
	while (at < text.length) {
		size_t next = at;
		if (number_digit(utf8_next(text.data, &next)) >= 0)
			break;
		at = next;
	}
	return bytes_of(text.data, at);
}

static void take_meaning(const struct lexicon_hit *hit, struct attached *attached)
{
	switch ((enum lexicon_kind)hit->kind) {
	case LEXICON_MULTIPLIER:
		attached->exponent = (int8_t)multiplier_exponent(hit);
		break;
	case LEXICON_UNIT:
		attached->unit = (uint8_t)hit->value;
		break;
	case LEXICON_COUNTED:
		attached->counted = (uint8_t)hit->value;
		break;
	case LEXICON_BOUND:
		attached->bound = (uint8_t)hit->value;
		break;
	case LEXICON_PERCENT:
		attached->percent = (uint8_t)hit->value;
		break;
	case LEXICON_CURRENCY:
		attached->currency = (uint32_t)hit->value;
		break;
	case LEXICON_AGE:
		attached->age = true;
		break;
	default:
		break;
	}
}

static bool is_understood(uint8_t kind)
{
	return kind == LEXICON_MULTIPLIER || kind == LEXICON_UNIT || kind == LEXICON_COUNTED || kind == LEXICON_BOUND ||
	       kind == LEXICON_PERCENT || kind == LEXICON_CURRENCY || kind == LEXICON_AGE;
}

/* The longest beginning of letters that the lexicon knows as something written behind numbers; all of them when whole.
 * Returns its bytes. */
static size_t look_up(const struct reading *reading, struct bytes letters, bool whole, struct attached *attached)
{
	size_t length = letters.length;
	if (length > PREFIX_MAX) {
		if (whole)
			return 0;
		length = PREFIX_MAX;
		while (length > 0 && (letters.data[length] & 0xc0) == 0x80)
			length--;
	}
	while (length > 0) {
		struct lexicon_hit hits[MEANINGS_MAX];
		uint32_t count = lexicon_lookup(bytes_of(letters.data, length), reading->language, hits, MEANINGS_MAX);
		bool understood = false;
		for (uint32_t i = 0; i < count; i++)
			if (is_understood(hits[i].kind)) {
				take_meaning(&hits[i], attached);
				understood = true;
			}
		if (understood)
			return length;
		if (whole)
			return 0;
		do
			length--;
		while (length > 0 && (letters.data[length] & 0xc0) == 0x80);
	}
	return 0;
}

/* The Latin letters at the beginning of letters, when they are a unit's symbol. Returns their bytes. */
static size_t take_symbol(struct bytes letters, struct attached *attached)
{
	size_t length = 0;
	while (length < letters.length && letters.data[length] < 0x80)
		length++;
	for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++)
		if (bytes_equal(bytes_of(letters.data, length), bytes_of_string(symbols[i].text))) {
			attached->unit = symbols[i].unit;
			return length;
		}
	return 0;
}

static bool take_ending(struct bytes letters, struct attached *attached)
{
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (bytes_equal(letters, bytes_of_string(endings[i].text))) {
			attached->mark = endings[i].mark;
			attached->length = (uint16_t)letters.length;
			return true;
		}
	return false;
}

static bool take_short_multiplier(struct bytes letters, bool money, bool capital, struct attached *attached)
{
	for (size_t i = 0; i < sizeof short_multipliers / sizeof short_multipliers[0]; i++)
		if (bytes_equal(letters, bytes_of_string(short_multipliers[i].text)) && (money || capital || short_multipliers[i].always)) {
			attached->exponent = short_multipliers[i].exponent;
			attached->length = (uint16_t)letters.length;
			return true;
		}
	return false;
}

void attached_read(const struct reading *reading, struct bytes text, bool money, bool capital, struct attached *ret_attached)
{
	*ret_attached = (struct attached){ .mark = MARK_NONE };
	struct bytes letters = letters_of(text);
	if (letters.length == 0)
		return;
	bool latin = letters.data[0] < 0x80;
	if (latin && take_short_multiplier(letters, money, capital, ret_attached))
		return;
	uint32_t length = 0;
	enum number_mark mark = number_mark_of(letters, &length);
	if (mark != MARK_NONE) {
		ret_attached->mark = (uint8_t)mark;
		ret_attached->length = (uint16_t)length;
		return;
	}
	/* A Latin word is known as a whole or not at all: "m" is no metre in "mbit". Hangul goes on with particles. */
	size_t known = look_up(reading, letters, latin, ret_attached);
	if (known == 0 && latin)
		known = take_symbol(letters, ret_attached); /* 20m가 */
	ret_attached->length = (uint16_t)known;
	if (known != 0 || take_ending(letters, ret_attached))
		return;
	if (latin && letters.length <= 4)
		ret_attached->mark = MARK_CODE;
}
