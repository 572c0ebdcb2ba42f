/* What a key's id says to people: numbers, days and pictures are read again as they went in, and kinds never meet. */
#include "key_id.h"

#include "check_that.h"

static bool prints(uint64_t id, const char *expected)
{
	char text[KEY_TEXT_MAX];
	key_print(id, text);
	return strcmp(text, expected) == 0;
}

int main(void)
{
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(25490)), "25490"));
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(6.3)), "6.3"));
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(-0.25)), "-0.25"));
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(-7)), "-7"));
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(0)), "0"));
	CHECK_THAT(prints(key_id(KEY_FIGURE, key_body_of_figure(1e300)), "9000000000000000"));
	CHECK_THAT(key_body_of_figure(6.3) != key_body_of_figure(6) && key_body_of_figure(6.3) != key_body_of_figure(6300000));
	CHECK_THAT(key_body_of_figure(5) != key_body_of_figure(-5));
	CHECK_THAT(key_body_of_figure(1e300) == key_body_of_figure(1e299));
	CHECK_THAT(prints(key_id(KEY_DATE, key_body_of_date(1, 24)), "01-24"));
	CHECK_THAT(prints(key_id(KEY_CONCEPT, key_body_of_picture(bytes_of_string("🚒"), 12345)), "🚒"));
	CHECK_THAT(prints(key_id(KEY_CONCEPT, key_body_of_picture(bytes_of_string("🧑‍🚒"), 12345)), "🧑"));
	CHECK_THAT(key_body_of_picture(bytes_of_string("🧑‍🚒"), 1) != key_body_of_picture(bytes_of_string("🧑‍🌾"), 2));
	CHECK_THAT(prints(key_id(KEY_CONCEPT, KEY_IS_PICTURE | 0xd800ULL << KEY_PICTURE_SHIFT), "?"));
	CHECK_THAT(prints(key_id(KEY_PLACE, key_body_of_code(bytes_of_string("IR"))), "IR"));
	CHECK_THAT(prints(key_id(KEY_NAME, 0x13952), "PTRSF"));
	CHECK_THAT(prints(key_id(KEY_WORD, key_body_of_word(0xabc, 0)), "0000000000abc"));
	return check_that_result();
}
