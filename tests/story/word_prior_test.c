/* The compiled table of words: what is common in a language and what is not, that a language without a list goes by its script,
 * and that every entry of the table can be found. */
#include "word_prior.h"

#include "check_that.h"
#include "key_id.h"
#include "word_hash.h"
#include "word_table.h"

static unsigned section(const char *tag)
{
	return word_prior_section(hash_bytes(bytes_of_string(tag)));
}

static uint64_t word_key(const char *norm, const char *tag)
{
	return key_id(KEY_WORD, key_body_of_word(word_hash((const uint8_t *)norm, strlen(norm)), key_language_mark(bytes_of_string(tag))));
}

static double share(const char *tag, const char *norm)
{
	return word_prior_share(section(tag), word_key(norm, tag));
}

static void common_words_of_a_language(void)
{
	CHECK_THAT(share("en", "government") > 5e-5 && share("en", "government") < 1e-3);
	CHECK_THAT(share("en", "the") > 0.02 && share("en", "the") < 0.1);
	CHECK_THAT(share("de", "regierung") > 2e-5 && share("en", "regierung") == 0.0);
	CHECK_THAT(share("ru", "правительство") > 1e-5 && share("ar", "الحكومة") > 1e-5 && share("hi", "सरकार") > 1e-5);
	CHECK_THAT(share("no", "regjeringen") > 1e-5 && share("hr", "vlada") > 1e-5); /* under the program's names of the languages */
	CHECK_THAT(share("en", "xyzzyplugh") == 0.0 && share("en", "it") == 0.0);
}

/* Of scripts without spaces pairs of characters are words. */
static void pairs_of_characters(void)
{
	uint64_t government = key_hash_of_pair(word_hash((const uint8_t *)"政", 3), word_hash((const uint8_t *)"府", 3));
	uint64_t nonsense = key_hash_of_pair(word_hash((const uint8_t *)"府", 3), word_hash((const uint8_t *)"龘", 3));
	CHECK_THAT(word_prior_share(section("zh"), government) > 1e-5 && word_prior_share(section("ja"), government) > 1e-5);
	CHECK_THAT(word_prior_share(section("zh"), nonsense) == 0.0);
}

static void unknown_languages_go_by_their_script(void)
{
	static const char *const unknown[] = { "und", "gl", "sr", "kk", "mr", "xx" };
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
		CHECK_THAT(section(unknown[i]) == WORD_TABLE_SCRIPTS);
		CHECK_THAT(share(unknown[i], "president") > 1e-5 && share(unknown[i], "для") > 1e-4 && share(unknown[i], "सरकार") > 1e-5);
		CHECK_THAT(share(unknown[i], "president") < share("ro", "president") + share("en", "president")); /* some of the script do not have it */
		CHECK_THAT(share(unknown[i], "xyzzyplugh") == 0.0);
	}
}

static void shares_in_a_byte(void)
{
	for (unsigned code = 1; code < 255; code++) {
		double share = word_table_share((uint8_t)code), next = word_table_share((uint8_t)(code % 8 < 7 ? code + 1 : code < 8 ? code : code - 15));
		CHECK_THAT(code == 7 || (next > share && next < 1.13 * share)); /* what is rounded to it is within a sixteenth */
	}
}

int main(void)
{
	common_words_of_a_language();
	pairs_of_characters();
	unknown_languages_go_by_their_script();
	shares_in_a_byte();
	return check_that_result();
}
