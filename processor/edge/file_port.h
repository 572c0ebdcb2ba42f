/* file_port.h: the port of replay: articles from files, one JSON object a line, and one file for each output topic.
 * No broker, no clock: a record's time is what its article says. A transaction is nothing here: a replay that fails
 * starts again. */
#ifndef PARALLAX_EDGE_FILE_PORT_H
#define PARALLAX_EDGE_FILE_PORT_H

#include <stdio.h>

#include "arena.h"
#include "port.h"

struct file_port {
	struct port port; /* first, so that the port's calls find the rest */
	const char *const *inputs; /* "-" is standard input */
	uint32_t inputs_count, input;
	const char *input_topic;        /* what coordinates say; the partition is the file's number */
	const char *const *topic_names; /* by enum topic */
	FILE *in;
	FILE *out[TOPIC_COUNT];
	char *line;        /* of the reader, grown by getline */
	size_t line_bytes;
	int64_t offset;    /* of the next line in the current file, from 0 */
	struct arena records; /* what was polled since the last commit */
	struct arena scratch;
	uint64_t bytes_read, bytes_total; /* for progress; total 0 when it is not known */
	char error[256];   /* of FATAL: what to do */
};

/* directory "-" prints every topic to standard output. Only the first topics_count topics are written. FATAL with error set
 * when the folder or a file in it cannot be made. */
enum status file_port_open(struct file_port *files, const char *const *inputs, uint32_t inputs_count, const char *input_topic,
                           const char *const *topic_names, uint32_t topics_count, const char *directory);

/* FATAL with error set when something that was written could not be stored. */
enum status file_port_close(struct file_port *files);

#endif
