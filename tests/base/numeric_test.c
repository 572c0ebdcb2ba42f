/* ln and exp2 against the C library's, and the bits of some values, which must be the same on every machine. */
#include "numeric.h"

#include <math.h>

#include "check_that.h"

int main(void)
{
	for (double x = 1e-12; x < 1e12; x *= 1.0371) {
		CHECK_THAT(fabs(numeric_ln(x) - log(x)) <= 1e-12 * (1.0 + fabs(log(x))));
		CHECK_THAT(numeric_sqrt(x) == sqrt(x));
	}
	for (double x = -60.0; x < 60.0; x += 0.173)
		CHECK_THAT(fabs(numeric_exp2(x) / exp2(x) - 1.0) <= 1e-12);
	CHECK_THAT(numeric_ln(1.0) == 0.0);
	CHECK_THAT(numeric_exp2(0.0) == 1.0);
	CHECK_THAT(numeric_exp2(-3.0) == 0.125);
	CHECK_THAT(numeric_ln(10.0) == 0x1.26bb1bbb55516p+1 || fabs(numeric_ln(10.0) - 2.302585092994046) < 1e-15);
	return check_that_result();
}
