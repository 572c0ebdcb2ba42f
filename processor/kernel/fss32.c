#include "fss32.h"

#include "numeric.h"

/* log2(1 - 1 / K) and log2(1 - 2 / K): that one throw misses a bin, and both of two. */
#define LOG2_MISS_ONE (-0.011315313227834146)
#define LOG2_MISS_TWO (-0.022720076500083530)
#define UNION_MAX 16384.0 /* far beyond, b and a are 0 to the last place that counts */

double fss32_variance_factor(double union_size)
{
	if (union_size <= 1.0)
		return 0.0; /* one shingle: the estimate is 0 or 1, and right */
	double throws = union_size < UNION_MAX ? union_size : UNION_MAX;
	double a = numeric_exp2(throws * LOG2_MISS_ONE);
	double b = numeric_exp2(throws * LOG2_MISS_TWO);
	double all_rounds = 1.0;
	for (uint32_t round = 0; round < FSS32_ROUNDS; round++)
		all_rounds *= b;
	double same_round = (1.0 - 2.0 * a + b) / (1.0 - b) * (1.0 - all_rounds);
	return 1.0 - same_round * (TEXT_SKETCH_K - 1) / (union_size - 1.0);
}
