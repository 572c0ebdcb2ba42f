#include "figure_keys.h"

#include <math.h>

#include "hash.h"

#define HALF 0.5
#define MILLIONTHS 1e6
#define WHOLE_MAX 9e15 /* doubles count whole numbers exactly up to 2^53 */

static uint64_t hash_number(int64_t number, uint8_t seed)
{
	uint8_t text[8];
	for (int i = 0; i < 8; i++)
		text[i] = (uint8_t)((uint64_t)number >> 8 * i);
	return hash_bytes_seeded(bytes_of(text, sizeof text), seed);
}

uint64_t figure_key_hash(double value)
{
	if (!(value < WHOLE_MAX))
		return hash_number(-1, 'F');
	if (value == floor(value))
		return hash_number((int64_t)value, 'F');
	return hash_number((int64_t)nearbyint(fmin(value * MILLIONTHS, WHOLE_MAX)), 'f');
}

uint64_t date_key_hash(uint8_t month, uint8_t day)
{
	uint8_t text[2] = { month, day };
	return hash_bytes_seeded(bytes_of(text, sizeof text), 'D');
}

static bool is_key(const struct figure *figure)
{
	return !figure->vague && figure->kind != FIGURE_ID && figure->kind != FIGURE_PHONE && figure->kind != FIGURE_TIME &&
	       figure->kind != FIGURE_ORDINAL;
}

void figure_keys_add(const struct document *document, const struct figure *figures, uint32_t figures_count, const struct date *dates,
                     uint32_t dates_count, struct key_set *set)
{
	for (uint32_t i = 0; i < figures_count; i++) {
		const struct figure *figure = &figures[i];
		if (!is_key(figure) || document->lines[figure->line].dropped)
			continue;
		bool weak = figure->kind == FIGURE_YEAR || (figure->exact < 10.0 && figure->exact == (double)(int)figure->exact);
		key_set_add(set, KEY_FIGURE, figure_key_hash(figure->exact), weak ? HALF : 1.0, figure->line);
	}
	for (uint32_t i = 0; i < dates_count; i++)
		if (dates[i].day != 0 && !document->lines[dates[i].line].dropped)
			key_set_add(set, KEY_DATE, date_key_hash(dates[i].month, dates[i].day), dates[i].basis <= DATE_OF_MONTH ? 1.0 : HALF, dates[i].line);
}
