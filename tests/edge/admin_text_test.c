/* When an instance says that it is live and ready, and why not. */
#include "admin_text.h"

#include <stdlib.h>
#include <string.h>

#include "check_that.h"

#define NOW 1000000

static const struct run_figures working = {
	.phase = PHASE_WORKING, .stage = STAGE_ALL, .group = "g", .kernel = "scalar", .looked_at = NOW, .brokers_up = 1, .restore_wanted = 10,
	.restore_read = 10, .restored = true, .lag_count = 1,
};

static bool ready(struct run_figures figures, const char *part_of_why)
{
	char words[1024];
	bool is = admin_text_is_ready(&figures, NOW, words, sizeof words);
	if (!CHECK_THAT(strstr(words, part_of_why) != NULL))
		fprintf(stderr, "%s\n", words);
	return is;
}

static void readiness(void)
{
	struct run_figures figures = working;
	CHECK_THAT(ready(figures, "owner of the state"));
	figures.sending_since = NOW - 9000;
	CHECK_THAT(ready(figures, "owner of the state"));
	figures.sending_since = NOW - 11000;
	strcpy(figures.trouble, "the broker is away");
	CHECK_THAT(!ready(figures, "not been committed for 11 s: the broker is away"));
	figures = working;
	figures.brokers_up = 0;
	CHECK_THAT(!ready(figures, "no broker"));
	figures.brokers_up = -1;
	CHECK_THAT(ready(figures, "working"));
	figures.phase = PHASE_RESTORING;
	figures.restore_read = 4;
	CHECK_THAT(!ready(figures, "40 %, 4 of 10"));
	figures.phase = PHASE_STANDBY;
	CHECK_THAT(!ready(figures, "not read to its end"));
	figures.follows = true;
	CHECK_THAT(ready(figures, "standing by"));
	figures.follows = false;
	figures.stage = STAGE_SKETCH;
	CHECK_THAT(ready(figures, "other instances"));
	for (int phase = 0; phase < PHASES; phase++) {
		figures = working;
		figures.phase = (enum run_phase)phase;
		CHECK_THAT(ready(figures, "") == (phase == PHASE_WORKING));
	}
}

static void liveness(void)
{
	char words[1024];
	struct run_figures figures = working;
	figures.brokers_up = 0; /* no restart brings a broker back */
	figures.looked_at = NOW - 299000;
	CHECK_THAT(admin_text_is_live(&figures, NOW, words, sizeof words));
	figures.looked_at = NOW - 301000;
	CHECK_THAT(!admin_text_is_live(&figures, NOW, words, sizeof words) && strstr(words, "301 s") != NULL);
}

static void histograms(void)
{
	static const double bounds[] = { 1, 10 };
	const struct partition_lag lag = { "wire.articles", 3, 42 };
	char *text = NULL;
	size_t length = 0;
	struct run_figures figures = working;
	struct histogram *histogram = &figures.kafka.batch_records;
	*histogram = (struct histogram){ .bounds = bounds, .bounds_count = 2 };
	for (int i = 1; i <= 100; i *= 10)
		histogram_add(histogram, i);
	FILE *out = open_memstream(&text, &length);
	admin_text_metrics(out, &figures, &lag, NOW);
	fclose(out);
	CHECK_THAT(strstr(text, "parallax_batch_records_bucket{le=\"1\"} 1\nparallax_batch_records_bucket{le=\"10\"} 2\n"
	                        "parallax_batch_records_bucket{le=\"+Inf\"} 3\nparallax_batch_records_sum 111\nparallax_batch_records_count 3\n") != NULL);
	CHECK_THAT(strstr(text, "\nparallax_input_lag_records{topic=\"wire.articles\",partition=\"3\"} 42\n") != NULL);
	free(text);
}

int main(void)
{
	readiness();
	liveness();
	histograms();
	return check_that_result();
}
