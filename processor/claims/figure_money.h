/* figure_money.h: sums of money: currency signs, names and short names beside a number. */
#ifndef PARALLAX_CLAIMS_FIGURE_MONEY_H
#define PARALLAX_CLAIMS_FIGURE_MONEY_H

#include "figures.h"
#include "number_phrase.h"
#include "reading.h"

/* The currency that stands right before a word: a sign, or a short name (Rs 12, USD 5); 0 for none. */
uint32_t figure_currency_before(const struct reading *reading, uint32_t word);

/* When a figure is a sum of money: sets its kind and currency, widens it to the currency's name and returns true. */
bool figure_money_find(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure);

#endif
