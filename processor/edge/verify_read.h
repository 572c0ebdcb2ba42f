/* verify_read.h: reading whole topics for `parallax verify`, as far as they went when the reading began: committed records only,
 * without joining a group. */
#ifndef PARALLAX_EDGE_VERIFY_READ_H
#define PARALLAX_EDGE_VERIFY_READ_H

#include "kafka_handle.h"
#include "verify_tally.h"

struct verify_reader {
	struct kafka_trouble trouble; /* first: the opaque of the handle */
	const struct settings *settings;
	rd_kafka_t *handle;
	uint64_t read; /* records, for the progress */
};

typedef void verify_visit(void *context, const rd_kafka_message_t *message);

/* All of these answer STATUS_OK, or STATUS_FATAL with the reason logged. */
enum status verify_reader_open(struct verify_reader *reader, const struct settings *settings);
void verify_reader_close(struct verify_reader *reader);

/* The latest of the times at which the topics' partitions begin, of those that have lost their beginning to retention;
 * CLOCK_ABSENT when none has. */
enum status verify_oldest(struct verify_reader *reader, const char *const *topics, uint32_t topics_count, clock_ms *ret_time);

/* Tells the tally which records of an input are to be judged: those that are there, not older than from, below the committed
 * offsets of the group. */
enum status verify_ranges(struct verify_reader *reader, const char *topic, clock_ms from, struct verify_tally *tally);

enum status verify_read_ranges(struct verify_reader *reader, const struct verify_tally *tally, verify_visit *visit, void *context);
enum status verify_read_topic(struct verify_reader *reader, const char *topic, verify_visit *visit, void *context);

#endif
