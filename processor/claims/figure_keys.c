#include "figure_keys.h"

#define HALF 0.5

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
		key_set_add(set, KEY_FIGURE, key_body_of_figure(figure->exact), weak ? HALF : 1.0, figure->line);
	}
	for (uint32_t i = 0; i < dates_count; i++)
		if (dates[i].day != 0 && !document->lines[dates[i].line].dropped)
			key_set_add(set, KEY_DATE, key_body_of_date(dates[i].month, dates[i].day), dates[i].basis <= DATE_OF_MONTH ? 1.0 : HALF, dates[i].line);
}
