/* kafka_hanging.h: transactions that hang (KIP-664): the broker's coordinator holds them for ended, the logs of some partitions do not.
 * Readers of committed records wait behind one, and the next transaction that its producer ends in such a partition ends it as well: with
 * a commit, what was to be aborted comes to light. */
#ifndef PARALLAX_EDGE_KAFKA_HANGING_H
#define PARALLAX_EDGE_KAFKA_HANGING_H

#include "kafka_producer.h"

/* For a producer that has just opened, so that its last transaction has ended: where the committed records of an output still end before
 * all of them do, a transaction of ours that is aborted ends what hangs there of this transactional id. What others have open is theirs.
 * committed: a handle that reads committed records only. Anything but DONE: the producer is to be closed. */
enum kafka_outcome kafka_hanging_abort(struct kafka_producer *producer, rd_kafka_t *committed);

#endif
