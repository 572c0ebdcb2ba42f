#include "admin_text.h"

#include <inttypes.h>
#include <sys/resource.h>
#include <unistd.h>

#include "enum_names.h"
#include "version.h"

/* A member that has not polled for so long is put out of its group by librdkafka (max.poll.interval.ms). */
#define LIVE_MS 300000
/* A batch takes tens of milliseconds to be sent; one that takes this long is not getting through. */
#define SENDING_MS_MAX 10000
#define RECEIPTS (STORY_RETRACTED + 1)

static const char *const phase_names[PHASES] = { "starting", "joining", "standby", "restoring", "working", "stopping" };
static const char *const stage_names[] = { [STAGE_ALL] = "all", [STAGE_SKETCH] = "sketch", [STAGE_CLUSTER] = "cluster" };

/* ---- Health. */

bool admin_text_is_live(const struct run_figures *figures, int64_t now, char *ret_words, size_t size)
{
	int64_t silent = now - figures->looked_at;
	if (silent <= LIVE_MS)
		snprintf(ret_words, size, "alive: %s", phase_names[figures->phase]);
	else
		snprintf(ret_words, size, "the working thread has been in one step for %" PRId64 " s", silent / 1000);
	return silent <= LIVE_MS;
}

static bool is_standby_ready(const struct run_figures *figures, char *ret_words, size_t size)
{
	if (figures->stage == STAGE_SKETCH)
		snprintf(ret_words, size, "standing by: the other instances have all partitions");
	else if (figures->follows)
		snprintf(ret_words, size, "standing by, with the changelog followed to its end");
	else
		snprintf(ret_words, size, "standing by, but the changelog is not read to its end yet: %" PRId64 " records of it are", figures->restore_read);
	return figures->stage == STAGE_SKETCH || figures->follows;
}

static bool is_working_ready(const struct run_figures *figures, int64_t now, char *ret_words, size_t size)
{
	int64_t sending = figures->sending_since == 0 ? 0 : now - figures->sending_since;
	if (sending > SENDING_MS_MAX) {
		snprintf(ret_words, size, "the batch in hand has not been committed for %" PRId64 " s%s%s", sending / 1000,
		         figures->trouble[0] != 0 ? ": " : "", figures->trouble);
		return false;
	}
	snprintf(ret_words, size, figures->stage == STAGE_SKETCH ? "working: sketching %" PRIu32 " partitions" :
	                          "working: owner of the state, reading %" PRIu32 " partitions", figures->lag_count);
	return true;
}

bool admin_text_is_ready(const struct run_figures *figures, int64_t now, char *ret_words, size_t size)
{
	if (figures->brokers_up == 0 && figures->phase != PHASE_STARTING && figures->phase != PHASE_STOPPING) {
		snprintf(ret_words, size, "no broker is connected");
		return false;
	}
	switch (figures->phase) {
	case PHASE_STARTING:
		snprintf(ret_words, size, "starting: looking at the brokers and the topics");
		return false;
	case PHASE_JOINING:
		snprintf(ret_words, size, "joining the group %s", figures->group);
		return false;
	case PHASE_STANDBY:
		return is_standby_ready(figures, ret_words, size);
	case PHASE_RESTORING:
		if (figures->restore_wanted > 0)
			snprintf(ret_words, size, "restoring the state: %d %%, %" PRId64 " of %" PRId64 " records of the changelog",
			         (int)(100 * figures->restore_read / figures->restore_wanted), figures->restore_read, figures->restore_wanted);
		else
			snprintf(ret_words, size, "restoring the state");
		return false;
	case PHASE_WORKING:
		return is_working_ready(figures, now, ret_words, size);
	case PHASE_STOPPING:
	case PHASES:
		break;
	}
	snprintf(ret_words, size, "stopping");
	return false;
}

/* ---- Metrics. */

static void family(FILE *out, const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(FILE *out, const char *name, const char *type, const char *help, double value)
{
	family(out, name, type, help);
	fprintf(out, "%s %.16g\n", name, value);
}

static void labelled(FILE *out, const char *name, const char *label, const char *word, uint64_t value)
{
	fprintf(out, "%s{%s=\"%s\"} %" PRIu64 "\n", name, label, word, value);
}

static void print_histogram(FILE *out, const char *name, const char *help, const struct histogram *histogram)
{
	uint64_t sum = 0;
	family(out, name, "histogram", help);
	for (uint32_t i = 0; i < histogram->bounds_count; i++) {
		sum += histogram->counts[i];
		fprintf(out, "%s_bucket{le=\"%.16g\"} %" PRIu64 "\n", name, histogram->bounds[i], sum);
	}
	sum += histogram->counts[histogram->bounds_count];
	fprintf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n%s_sum %.16g\n%s_count %" PRIu64 "\n", name, sum, name, histogram->sum, name, sum);
}

static void print_run(FILE *out, const struct run_figures *figures, int64_t now)
{
	char words[512];
	family(out, "parallax_build_info", "gauge", "Always 1; the labels say what runs.");
	fprintf(out, "parallax_build_info{version=\"%s\",stage=\"%s\",kernel=\"%s\",librdkafka=\"%s\"} 1\n", PARALLAX_VERSION,
	        stage_names[figures->stage], figures->kernel, rd_kafka_version_str());
	family(out, "parallax_phase", "gauge", "1 for what this instance is doing, 0 for what it is not.");
	for (int i = 0; i < PHASES; i++)
		labelled(out, "parallax_phase", "phase", phase_names[i], figures->phase == (enum run_phase)i);
	one(out, "parallax_state_owner", "gauge", "1 when this instance owns the state of its group.",
	    figures->stage != STAGE_SKETCH && (figures->phase == PHASE_RESTORING || figures->phase == PHASE_WORKING));
	one(out, "parallax_ready", "gauge", "1 when /health/ready answers 200.", admin_text_is_ready(figures, now, words, sizeof words));
	if (figures->brokers_up >= 0)
		one(out, "parallax_brokers_connected", "gauge", "Connections to brokers that are up, the group's coordinator counted by itself.",
		    figures->brokers_up);
}

static void print_records(FILE *out, const struct run_figures *figures)
{
	const struct pass_counters *pass = &figures->pass;
	family(out, "parallax_records_total", "counter", "Records taken, by their one answer: the receipt's action, or a dead letter.");
	for (int i = 0; figures->stage != STAGE_SKETCH && i < RECEIPTS; i++)
		labelled(out, "parallax_records_total", "outcome", story_action_name((enum story_action)i), pass->events[i]);
	if (figures->stage == STAGE_SKETCH)
		labelled(out, "parallax_records_total", "outcome", "sketched", pass->articles);
	labelled(out, "parallax_records_total", "outcome", "dead_letter", pass->deadletters);
	one(out, "parallax_articles_total", "counter", "Records that were articles.", (double)pass->articles);
	one(out, "parallax_records_from_the_future_total", "counter", "Records whose time was too far ahead and was taken as now.",
	    (double)figures->kafka.clamped);
	one(out, "parallax_records_oversize_total", "counter", "Records larger than message.bytes.max that a dead letter stands for.",
	    (double)figures->kafka.oversize);
}

static void print_stories(FILE *out, const struct run_figures *figures)
{
	const struct pass_counters *pass = &figures->pass;
	if (figures->stage == STAGE_SKETCH)
		return;
	family(out, "parallax_story_changes_total", "counter", "What followed from articles or time: events that are no receipt.");
	for (int i = RECEIPTS; i < STORY_ACTIONS; i++)
		labelled(out, "parallax_story_changes_total", "change", story_action_name((enum story_action)i), pass->events[i]);
	family(out, "parallax_discrepancy_steps_total", "counter", "Steps of discrepancies that were published, by what became of them.");
	for (int i = 0; i < DISCREPANCY_ACTIONS; i++)
		labelled(out, "parallax_discrepancy_steps_total", "action", discrepancy_action_name((enum discrepancy_action)i), pass->steps[i]);
	one(out, "parallax_stories_open", "gauge", "Stories that an article may still join.", figures->sizes.stories_open);
	one(out, "parallax_stories_held", "gauge", "Stories in the state, with those that have ended and are kept for a while.",
	    figures->sizes.stories);
	one(out, "parallax_articles_held", "gauge", "Articles in the state.", figures->sizes.articles);
	one(out, "parallax_restore_records_read", "gauge", "Offsets of the changelog read so far, while restoring or standing by.",
	    (double)figures->restore_read);
	if (figures->restore_wanted >= 0)
		one(out, "parallax_restore_records_expected", "gauge", "Offsets of the changelog to be read before the state is built.",
		    (double)figures->restore_wanted);
	one(out, "parallax_restore_done", "gauge", "1 when the state is restored and records are taken.", figures->restored);
}

static void print_batches(FILE *out, const struct run_figures *figures)
{
	const struct kafka_port_counters *kafka = &figures->kafka;
	print_histogram(out, "parallax_batch_records", "Records taken by one transaction.", &kafka->batch_records);
	print_histogram(out, "parallax_batch_duration_seconds", "From a batch's first record to its commit.", &kafka->batch_seconds);
	family(out, "parallax_transactions_total", "counter", "Transactions, by their end; one that is aborted is sent again.");
	labelled(out, "parallax_transactions_total", "end", "committed", kafka->transactions);
	labelled(out, "parallax_transactions_total", "end", "aborted", kafka->retries);
	one(out, "parallax_producers_renewed_total", "counter", "Producers that could not go on and were replaced.", (double)kafka->renewals);
	family(out, "parallax_queue_records", "gauge", "Records that wait in the Kafka client: to be taken, or to be delivered.");
	labelled(out, "parallax_queue_records", "queue", "consumer", figures->consumer_queue);
	labelled(out, "parallax_queue_records", "queue", "producer", figures->producer_queue);
	one(out, "parallax_batch_bytes", "gauge", "Bytes of the batch in hand.", (double)figures->batch_bytes);
}

static void print_lag(FILE *out, const struct run_figures *figures, const struct partition_lag *lag)
{
	family(out, "parallax_input_lag_records", "gauge", "Records of the input that the broker has and that were not taken yet.");
	for (uint32_t i = 0; i < figures->lag_count; i++)
		fprintf(out, "parallax_input_lag_records{topic=\"%s\",partition=\"%" PRId32 "\"} %" PRId64 "\n", lag[i].topic, lag[i].partition,
		        lag[i].records);
}

static void print_process(FILE *out)
{
	struct rusage usage;
	unsigned long size = 0, resident = 0;
	FILE *statm = fopen("/proc/self/statm", "r");
	if (statm != NULL && fscanf(statm, "%lu %lu", &size, &resident) == 2)
		one(out, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", (double)resident * (double)sysconf(_SC_PAGESIZE));
	if (statm != NULL)
		fclose(statm);
	if (getrusage(RUSAGE_SELF, &usage) == 0)
		one(out, "process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.",
		    (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
}

void admin_text_metrics(FILE *out, const struct run_figures *figures, const struct partition_lag *lag, int64_t now)
{
	print_run(out, figures, now);
	print_records(out, figures);
	print_stories(out, figures);
	print_batches(out, figures);
	print_lag(out, figures, lag);
	print_process(out);
}
