/* Figures and days as keys: the same in every language and every way of writing. */
#include "figure_keys.h"

#include "check_that.h"
#include "read_text.h"

static struct arena arena;

static struct key_set keys_of(const char *language, const char *body)
{
	struct read_text text;
	struct key_set keys;
	read_text(language, NULL, body, (clock_ms)20163 * CLOCK_DAY, &arena, &text);
	key_set_init(&keys, &arena);
	figure_keys_add(&text.document, text.figures, text.figures_count, text.dates, text.dates_count, &keys);
	return keys;
}

static int presence(const struct key_set *keys, enum key_kind kind, uint64_t body)
{
	for (uint32_t i = 0; i < keys->count; i++)
		if (keys->keys[i].id == key_id(kind, body))
			return keys->keys[i].presence;
	return -1;
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	struct key_set english = keys_of("en", "25,490 carts, 2.3 lakh trees, 7 mills, in 2019, at 18:30, order 123456789");
	struct key_set german = keys_of("de", "25.490 Wagen und 230.000 Bäume");
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(25490)) == 255);
	CHECK_THAT(presence(&german, KEY_FIGURE, key_body_of_figure(25490)) == 255);
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(230000)) == 255);
	CHECK_THAT(presence(&german, KEY_FIGURE, key_body_of_figure(230000)) == 255);
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(7)) == 128);
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(2019)) == 128);
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(18)) == -1);
	CHECK_THAT(presence(&english, KEY_FIGURE, key_body_of_figure(123456789)) == -1);
	struct key_set day = keys_of("en", "on 24 January and on Tuesday");
	CHECK_THAT(presence(&day, KEY_DATE, key_body_of_date(1, 24)) == 255);
	CHECK_THAT(presence(&day, KEY_DATE, key_body_of_date(3, 11)) == 128);
	CHECK_THAT(presence(&day, KEY_FIGURE, key_body_of_figure(24)) == -1);
	CHECK_THAT(key_body_of_figure(6.3) != key_body_of_figure(6) && key_body_of_figure(6.3) != key_body_of_figure(6300000));
	CHECK_THAT(key_body_of_figure(1e300) == key_body_of_figure(1e299));
	arena_free(&arena);
	return check_that_result();
}
