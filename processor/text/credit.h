/* credit.h: the agency whose text an article says it is: articles that credit one agency are one origin, however they write
 * its name. Pure. */
#ifndef PARALLAX_TEXT_CREDIT_H
#define PARALLAX_TEXT_CREDIT_H

#include "lexicon.h"

#define CREDIT_MAX 256 /* bytes of a normalised credit */

/* One name for each way of writing an agency: case and letters folded, without what only says that it is an agency ("News
 * Agency", "Nachrichtenagentur", "通信社"), the known ones by their usual short form ("Agence France-Presse" → "afp",
 * "ТАСС" → "tass"). Returns the bytes written to ret_name, 0 when nothing is left; *ret_known whether it is a known one. */
size_t credit_name(struct bytes written, uint8_t ret_name[CREDIT_MAX], bool *ret_known);

/* The agency that the text itself names, as credit_name has it; 0 when it names none. By shape, in any script:
 *   in its dateline         "ORLANY, 3 March (dpa) -", "ОРЛАНЫ, 3 марта. /ТАСС/.", "新华社奥兰尼3月3日电", "【オルラニ共同】"
 *   behind its last words   "… he said. (AFP)", "… 말했다. (연합뉴스)"
 *   in a short last line    "Source: Fars News", "Reuters", "dpa/ab"
 * A name in the place of a dateline may be any that is no place; elsewhere only a known one, or one word in capitals in
 * parentheses. hits are those of the whole document. */
size_t credit_find(const struct document *document, const struct lexicon_hit *hits, uint32_t hits_count, uint8_t ret_name[CREDIT_MAX]);

#endif
