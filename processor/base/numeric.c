#include "numeric.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "check.h"

#define LN_2 0.69314718055994530942

static uint64_t bits_of(double x)
{
	uint64_t bits;
	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static double double_of(uint64_t bits)
{
	double x;
	memcpy(&x, &bits, sizeof x);
	return x;
}

#define FRACTION 0x000fffffffffffffULL
#define ROOT_HALF 0x3fe6a09e667f3bcdULL /* bits of the square root of 1/2 */

/* Without a branch, and with whole numbers that SSE2 has, so that a loop over many is made of vector instructions. */
static inline double ln_normal(double x)
{
	uint64_t fraction = bits_of(x) & FRACTION;
	uint64_t low = (fraction - (ROOT_HALF & FRACTION)) >> 63; /* 1 when it is less */
	/* x = mantissa × 2^exponent, sqrt(1/2) <= mantissa < sqrt(2); both exact: a whole number is the low bits of 2^52. */
	double mantissa = double_of(fraction | (0x3fe + low) << 52);
	double exponent = double_of(((bits_of(x) >> 52) - low) | 0x4330000000000000ULL) - (0x1p52 + 1022.0);
	/* ln m = 2 atanh((m - 1) / (m + 1)); |t| <= 0.1716, so that the term t^19 is below 1e-15. */
	double t = (mantissa - 1.0) / (mantissa + 1.0);
	double square = t * t;
	double sum = 1.0 / 19;
	sum = sum * square + 1.0 / 17;
	sum = sum * square + 1.0 / 15;
	sum = sum * square + 1.0 / 13;
	sum = sum * square + 1.0 / 11;
	sum = sum * square + 1.0 / 9;
	sum = sum * square + 1.0 / 7;
	sum = sum * square + 1.0 / 5;
	sum = sum * square + 1.0 / 3;
	sum = sum * square + 1.0;
	return 2.0 * t * sum + exponent * LN_2;
}

double numeric_ln(double x)
{
	CHECK(x >= DBL_MIN && x <= DBL_MAX);
	return ln_normal(x);
}

void numeric_ln_each(const double *x, size_t count, double *restrict ret_ln)
{
	for (size_t i = 0; i < count; i++)
		ret_ln[i] = ln_normal(x[i]);
}

double numeric_exp2(double x)
{
	CHECK(x >= -1000.0 && x <= 1000.0);
	double whole = (double)(int)(x + 0.5); /* towards 0 */
	whole = whole > x + 0.5 ? whole - 1.0 : whole;
	double rest = (x - whole) * LN_2; /* |rest| <= 0.3466 */
	static const double inverses[] = { 1.0 / 12, 1.0 / 11, 1.0 / 10, 1.0 / 9, 1.0 / 8, 1.0 / 7, 1.0 / 6, 1.0 / 5, 1.0 / 4, 1.0 / 3, 1.0 / 2, 1.0 };
	double sum = 1.0; /* the term of rest^13 is below 2e-16 */
	for (int term = 0; term < 12; term++)
		sum = 1.0 + rest * inverses[term] * sum;
	return sum * double_of((uint64_t)(1023 + (int)whole) << 52); /* exact */
}

double numeric_sqrt(double x)
{
	return sqrt(x);
}
