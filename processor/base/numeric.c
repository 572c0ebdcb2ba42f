#include "numeric.h"

#include <math.h>

#include "check.h"

#define LN_2 0.69314718055994530942

double numeric_ln(double x)
{
	CHECK(x > 0.0);
	int exponent;
	double mantissa = frexp(x, &exponent); /* exact */
	if (mantissa < 0.70710678118654752440) {
		mantissa *= 2.0;
		exponent -= 1;
	}
	/* ln m = 2 atanh((m - 1) / (m + 1)); |t| <= 0.1716, so that the term t^19 is below 1e-15. */
	static const double terms[] = { 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0 };
	double t = (mantissa - 1.0) / (mantissa + 1.0);
	double square = t * t;
	double sum = 1.0 / 19;
	for (int term = 0; term < 9; term++)
		sum = sum * square + terms[term];
	return 2.0 * t * sum + exponent * LN_2;
}

double numeric_exp2(double x)
{
	CHECK(x >= -1000.0 && x <= 1000.0);
	double whole = floor(x + 0.5); /* exact */
	double rest = (x - whole) * LN_2; /* |rest| <= 0.3466 */
	static const double inverses[] = { 1.0 / 12, 1.0 / 11, 1.0 / 10, 1.0 / 9, 1.0 / 8, 1.0 / 7, 1.0 / 6, 1.0 / 5, 1.0 / 4, 1.0 / 3, 1.0 / 2, 1.0 };
	double sum = 1.0; /* the term of rest^13 is below 2e-16 */
	for (int term = 0; term < 12; term++)
		sum = 1.0 + rest * inverses[term] * sum;
	return ldexp(sum, (int)whole);
}

double numeric_sqrt(double x)
{
	return sqrt(x);
}
