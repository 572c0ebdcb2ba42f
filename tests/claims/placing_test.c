/* The figures of a text with their places: what each may mean besides, and which may contradict another text. */
#include "placing.h"

#include "check_that.h"
#include "read_text.h"
#include "sketch_record.h"

static struct arena arena;

static struct sketch_record placed(const char *language, const char *body)
{
	struct read_text text;
	struct sketch_record record = { .version = 1 };
	read_text(language, NULL, body, (clock_ms)20163 * CLOCK_DAY, &arena, &text);
	struct claims_input input = { .reading = &text.reading, .figures = text.figures, .figures_count = text.figures_count,
		.dates = text.dates, .dates_count = text.dates_count, .written = (clock_ms)20163 * CLOCK_DAY };
	placing_collect(&input, &arena, &record);
	return record;
}

static bool has_reading(const struct placed_figure *figure, double number)
{
	for (uint32_t i = 0; i < figure->readings_count; i++)
		if (figure->readings[i] == number)
			return true;
	return false;
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	struct sketch_record record = placed("en", "The mill took 16 million litres, then 25,490 litres.");
	CHECK_THAT(record.figures_count == 2 && record.figures[0].hard && record.figures[0].readings[0] == 16e6);
	CHECK_THAT(has_reading(&record.figures[0], 16.0));
	CHECK_THAT(has_reading(&record.figures[1], 25490.0) && record.figures[1].place > record.figures[0].place);

	/* A fraction, two days, a day of a month: it excuses any of them and contradicts none. */
	record = placed("en", "The last sixteen of the weavers' cup (second leg 9/10 + 16/17 March) will be drawn on 18 December.");
	bool seen = false;
	for (uint32_t i = 0; i < record.figures_count; i++)
		if (record.figures[i].readings[0] == 0.9) {
			seen = true;
			CHECK_THAT(!record.figures[i].hard && has_reading(&record.figures[i], 9.0) && has_reading(&record.figures[i], 10.0));
		}
	CHECK_THAT(seen);
	record = placed("en", "The weavers sold 105 bales.");
	CHECK_THAT(record.figures_count == 1 && record.figures[0].hard && record.figures[0].readings_count == 1);
	arena_free(&arena);
	return check_that_result();
}
