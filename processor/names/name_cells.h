/* name_cells.h: tables of the sounds of letters. A table gives the sounds of consecutive code points, three characters each:
 * classes, '.' for a vowel, '-' for a silent letter, '|' between alternatives, filled up with spaces. Private to names. */
#ifndef PARALLAX_NAMES_NAME_CELLS_H
#define PARALLAX_NAMES_NAME_CELLS_H

#include "name_raw.h"

#define CELL 3

struct cells {
	uint32_t first; /* the code point, or another number, of the first cell */
	const char *text;
	size_t length;
};

/* The cells that start at a number. */
#define CELLS(first, text) { first, text, sizeof text - 1 }

/* Copies the cell of a number into ret_sounds; false, and "", when the table has none. */
static inline bool cell_of(const struct cells *cells, uint32_t number, char ret_sounds[CELL + 1])
{
	ret_sounds[0] = 0;
	if (number < cells->first || (size_t)(number - cells->first) * CELL >= cells->length)
		return false;
	memcpy(ret_sounds, cells->text + (size_t)(number - cells->first) * CELL, CELL);
	ret_sounds[CELL] = 0;
	for (size_t i = CELL; i > 0 && ret_sounds[i - 1] == ' '; i--)
		ret_sounds[i - 1] = 0;
	return true;
}

#endif
