/* single.h: numbers that only their unit names, in articles that give one each. A measure of which each article of a story
 * has a single number is mostly the story's own (the hectares burnt, the price paid, how many were aboard): a number that
 * one origin alone gives, where others agree on another, is told whatever stands around it. Private to ledger. */
#ifndef PARALLAX_LEDGER_SINGLE_H
#define PARALLAX_LEDGER_SINGLE_H

#include "derive.h"

/* Adds what the list, that of slots and places, does not say already. */
void single_derive(const struct ledger_story *story, struct derived_list *list);

#endif
