/* display_text.h: text of any script on a terminal: how many columns it takes, what of it fits, and how to print it so that it
 * neither garbles its line nor talks to the terminal. */
#ifndef PARALLAX_EDGE_DISPLAY_TEXT_H
#define PARALLAX_EDGE_DISPLAY_TEXT_H

#include <stdio.h>

#include "bytes.h"

/* How UTF-8 text is shown: combining marks take no column, Chinese, Japanese and Korean letters two. */
int display_width(struct bytes text);

/* Bytes of the longest beginning that fits. */
size_t display_fit(struct bytes text, int columns);

/* Where the longest end that fits begins. */
size_t display_fit_end(struct bytes text, int columns);

/* True when letters that are written from right to left are in it. */
bool display_is_from_right(struct bytes text);

/* Prints it, control characters and marks of direction left out. With isolate a text with letters from right to left is set
 * apart by U+2068 and U+2069, so that it leaves the order of the line alone. */
void display_print(FILE *out, struct bytes text, bool isolate);

/* Prints it cut to so many columns, with an ellipsis where it was cut; returns how many it took. */
int display_print_cut(FILE *out, struct bytes text, int columns, bool isolate);

/* The same, filled up with blanks. */
void display_print_cell(FILE *out, struct bytes text, int columns, bool isolate);

#endif
