/* verdict.h: what a discrepancy means, how much it matters, and how sure it is. Private to ledger.
 *
 * Verdict. conflict: one text, or as-of times that the texts state and that are equal. Else only the times of publishing
 * are known: update, a cumulative count that later articles give higher; downward_revision, that they give lower;
 * stale_background, an old number that comes back after a newer one was out; unresolved, all else. bound_compatible is told
 * only where it is asked for: nothing differs, but one article's words allow more than another's number.
 * Severity. alert: lives (dead, missing, hostages), a conflict or an unresolved difference of a tenth or more; info: an
 * update, old background, a place in two texts that few bear out, an article's own newer version, percentages and measures;
 * notice: the rest. */
#ifndef PARALLAX_LEDGER_VERDICT_H
#define PARALLAX_LEDGER_VERDICT_H

#include "derive.h"

/* Fills verdict, severity, confidence and reasons of a discrepancy whose assertions stand. similarity is that of the
 * contexts, 0..1. */
void verdict_give(struct derived *derived, double similarity);

/* The same for one that rests on places alone: so many of the articles compared give the other number; parallel: their texts
 * are told in one order. */
void verdict_give_aligned(struct derived *derived, uint32_t rivals, uint32_t compared, bool parallel);

/* The same for the one number of its kind that each article gives; so many origins agree on the usual one. */
void verdict_give_single(struct derived *derived, uint32_t origins);

/* The same for a number that another article's words only allow. */
void verdict_give_allowed(struct derived *derived);

/* The same for what some origins carry, of so many that the story has, and others lack. */
void verdict_give_omission(struct derived *derived, uint32_t origins);

#endif
