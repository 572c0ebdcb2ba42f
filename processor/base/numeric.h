/* numeric.h: logarithm and decay with the same bits on every machine.
 * libm differs in the last place between releases and between processors with and without fused multiply-add, and one
 * last place can turn a decision. What is here uses only the operations that IEEE 754 rounds exactly; the tree is
 * built without contraction. */
#ifndef PARALLAX_BASE_NUMERIC_H
#define PARALLAX_BASE_NUMERIC_H

#include <stddef.h>

/* Natural logarithm of a normal number x > 0, within 1e-12 relative. */
double numeric_ln(double x);

/* The same of many: a third of the time. The caller holds to x > 0; what is no normal number gives no logarithm. */
void numeric_ln_each(const double *x, size_t count, double *ret_ln);

/* Two to the power of x, -1000 <= x <= 1000, within 1e-12 relative. */
double numeric_exp2(double x);

/* Square root, correctly rounded. */
double numeric_sqrt(double x);

#endif
