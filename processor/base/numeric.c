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
	double t = (mantissa - 1.0) / (mantissa + 1.0);
	double square = t * t;
	double sum = 0.0;
	for (int power = 19; power >= 1; power -= 2)
		sum = sum * square + 1.0 / power;
	return 2.0 * t * sum + exponent * LN_2;
}

double numeric_exp2(double x)
{
	CHECK(x >= -1000.0 && x <= 1000.0);
	double whole = floor(x + 0.5); /* exact */
	double rest = (x - whole) * LN_2; /* |rest| <= 0.3466 */
	double sum = 1.0;
	for (int term = 16; term >= 1; term--)
		sum = 1.0 + rest / term * sum;
	return ldexp(sum, (int)whole);
}

double numeric_sqrt(double x)
{
	return sqrt(x);
}
