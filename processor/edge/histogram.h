/* histogram.h: how often a measure fell into which range, as Prometheus wants it told. */
#ifndef PARALLAX_EDGE_HISTOGRAM_H
#define PARALLAX_EDGE_HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_BOUNDS_MAX 14

struct histogram {
	const double *bounds; /* rising; what is above the last counts as well */
	uint32_t bounds_count;
	uint64_t counts[HISTOGRAM_BOUNDS_MAX + 1]; /* a value at a bound is below it */
	double sum;
};

static inline void histogram_add(struct histogram *histogram, double value)
{
	uint32_t i = 0;
	while (i < histogram->bounds_count && value > histogram->bounds[i])
		i++;
	histogram->counts[i]++;
	histogram->sum += value;
}

#endif
