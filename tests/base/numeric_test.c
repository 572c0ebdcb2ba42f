/* ln and exp2 against the C library's, and the bits of some values, which must be the same on every machine. */
#include "numeric.h"

#include <math.h>
#include <string.h>

#include "check_that.h"

#define MANY 1001

/* One after the other and many at once, the same bits; about powers of two and the roots of a half between them as well. */
static void check_each(void)
{
	static double x[MANY], ln[MANY];
	for (size_t i = 0; i < MANY; i++)
		x[i] = i % 3 == 0 ? exp2((double)i - 500.0) : i % 3 == 1 ? sqrt(0.5) * exp2((double)(i % 90) - 60.0) : (double)i / MANY;
	for (size_t count = MANY - 5; count <= MANY; count++) {
		numeric_ln_each(x, count, ln);
		for (size_t i = 0; i < count; i++) {
			double one = numeric_ln(x[i]);
			CHECK_THAT(memcmp(&one, &ln[i], sizeof one) == 0);
			CHECK_THAT(fabs(one - log(x[i])) <= 1e-12 * (1.0 + fabs(one)));
		}
	}
}

int main(void)
{
	check_each();
	for (double x = 1e-12; x < 1e12; x *= 1.0371) {
		CHECK_THAT(fabs(numeric_ln(x) - log(x)) <= 1e-12 * (1.0 + fabs(log(x))));
		CHECK_THAT(numeric_sqrt(x) == sqrt(x));
	}
	for (double x = -60.0; x < 60.0; x += 0.173)
		CHECK_THAT(fabs(numeric_exp2(x) / exp2(x) - 1.0) <= 1e-12);
	CHECK_THAT(numeric_ln(1.0) == 0.0);
	CHECK_THAT(numeric_exp2(0.0) == 1.0);
	CHECK_THAT(numeric_exp2(-3.0) == 0.125);
	CHECK_THAT(numeric_exp2(-1000.0) == exp2(-1000.0) && numeric_exp2(1000.0) == exp2(1000.0));
	CHECK_THAT(numeric_ln(10.0) == 0x1.26bb1bbb55516p+1 || fabs(numeric_ln(10.0) - 2.302585092994046) < 1e-15);
	return check_that_result();
}
