/* kafka_ready.h: the way to the first record and back to it after trouble: the token is ours, the producer open, the number of the
 * group's transactions known, the state restored, the partitions assigned. */
#ifndef PARALLAX_EDGE_KAFKA_READY_H
#define PARALLAX_EDGE_KAFKA_READY_H

#include "kafka_port.h"

#define KAFKA_SERVE_MS 100 /* a step takes about so long at most */

/* One step; STATUS_MORE when it is not done yet; STATUS_FENCED, STATUS_FATAL as the port says them. */
enum status kafka_make_ready(struct kafka_port *kafka);

/* As that, until it is done. A stop is not heeded here: the watchdog of the grace period is. */
enum status kafka_wait_until_ready(struct kafka_port *kafka);

/* Whoever does not own the state keeps what it will need to. STATUS_FATAL, logged. */
enum status kafka_follow(struct kafka_port *kafka, int timeout_ms);

/* Calls whoever watches. */
void kafka_watch(struct kafka_port *kafka);

/* Writes down on the broker what the trial has to say. STATUS_MORE: once more, when ready; STATUS_FATAL, logged. */
enum status kafka_write_note(struct kafka_port *kafka);

#endif
