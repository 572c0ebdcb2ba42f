/* kafka_hanging.h: transactions that hang (KIP-664): the broker's coordinator holds them for ended, the logs of some partitions do not.
 * Readers of committed records wait behind one, and the next transaction that its producer ends in such a partition ends it as well, in the
 * same way: with a commit, what was to be aborted comes to light; with an abort, what was committed is gone. */
#ifndef PARALLAX_EDGE_KAFKA_HANGING_H
#define PARALLAX_EDGE_KAFKA_HANGING_H

#include "kafka_producer.h"

/* For a producer that has just opened, so that its last transaction has ended, of a group that has committed so many. Where the committed
 * records of an output end before all of them do, what is open there is read. What is of later transactions than that of this group's is
 * ended by an abort; what is of earlier ones waits for the next commit; what others have open is theirs. AGAIN when the broker does not
 * say now; RENEW when what is open could not be aborted; HOPELESS, logged, also where both are in one partition. */
enum kafka_outcome kafka_hanging_end(struct kafka_producer *producer, int64_t transactions);

#endif
