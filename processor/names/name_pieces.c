#include "name_pieces.h"

#include "utf8.h"

struct span name_piece_at_apostrophe(struct bytes norm)
{
	struct span whole = { 0, (uint32_t)norm.length };
	for (uint32_t i = 1; i + 1 < norm.length; i++) {
		bool typewriter = norm.data[i] == '\'';
		bool typographic = norm.data[i] == 0xe2 && i + 3 < norm.length && norm.data[i + 1] == 0x80 && norm.data[i + 2] == 0x99;
		if (!typewriter && !typographic)
			continue;
		uint32_t behind = i + (typewriter ? 1 : 3);
		size_t before_letters = utf8_count(bytes_of(norm.data, i));
		size_t after_letters = utf8_count(bytes_of(norm.data + behind, norm.length - behind));
		bool elided = before_letters <= 2 || (before_letters <= 5 && after_letters > before_letters);
		return elided && after_letters >= 3 ? (struct span){ behind, (uint32_t)norm.length - behind } : (struct span){ 0, i };
	}
	return whole;
}

#define BEGINS(norm, text) (memcmp((norm).data, text, sizeof text - 1) == 0)

/* Arabic writes the conjunctions and prepositions و ف ب ل ك and the article ال together with the word, Hebrew ו ה ב ל מ
 * ש כ. The article is surely one; a single letter may belong to the name, so that both readings are kept. */
static uint32_t article_bytes(struct bytes norm)
{
	if (norm.length >= sizeof "وال" - 1 + 6 &&
	    (BEGINS(norm, "وال") || BEGINS(norm, "بال") || BEGINS(norm, "فال") || BEGINS(norm, "كال") || BEGINS(norm, "ولل")))
		return sizeof "وال" - 1;
	if (norm.length >= sizeof "ال" - 1 + 6 && (BEGINS(norm, "ال") || BEGINS(norm, "لل")))
		return sizeof "ال" - 1;
	return 0;
}

static bool begins_with_prefix(struct bytes norm, uint8_t script)
{
	if (script == SCRIPT_ARABIC)
		return norm.length >= 10 &&
		       (BEGINS(norm, "و") || BEGINS(norm, "ب") || BEGINS(norm, "ل") || BEGINS(norm, "ف") || BEGINS(norm, "ك"));
	return norm.length >= 8 && (BEGINS(norm, "ו") || BEGINS(norm, "ה") || BEGINS(norm, "ב") || BEGINS(norm, "ל") ||
	                            BEGINS(norm, "מ") || BEGINS(norm, "ש") || BEGINS(norm, "כ"));
}

static uint32_t pieces_behind_prefixes(struct bytes norm, uint8_t script, struct span pieces[NAME_PIECES_MAX])
{
	uint32_t article = script == SCRIPT_ARABIC ? article_bytes(norm) : 0, length = (uint32_t)norm.length;
	pieces[0] = (struct span){ article, length - article };
	if (article > 0 || !begins_with_prefix(norm, script))
		return 1;
	pieces[1] = (struct span){ 2, length - 2 };
	return 2;
}

uint32_t name_pieces(struct bytes norm, uint8_t script, const struct name_language *language, bool has_apostrophe,
                     struct span ret_pieces[NAME_PIECES_MAX])
{
	struct span whole = { 0, (uint32_t)norm.length };
	if ((script == SCRIPT_ARABIC && language->joins_prefixes) || script == SCRIPT_HEBREW)
		return pieces_behind_prefixes(norm, script, ret_pieces);
	ret_pieces[0] = script == SCRIPT_HANGUL ? name_without_particle(norm) : has_apostrophe ? name_piece_at_apostrophe(norm) : whole;
	if (ret_pieces[0].length < norm.length || language->endings == NULL)
		return 1;
	ret_pieces[1] = name_without_ending(norm, language->endings);
	return ret_pieces[1].length > 0 ? 2 : 1;
}
