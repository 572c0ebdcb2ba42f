/* kafka_hanging.h: transactions that hang (KIP-664): the broker's coordinator holds them for ended, the logs of some partitions do not.
 * Readers of committed records wait behind one, and the next marker of its producer in such a partition ends it as well, in that marker's
 * way: with a commit, what was to be aborted comes to light; with an abort, what was committed is gone. A marker goes where the transaction
 * that it ends has a record: so what hangs is ended by a transaction with a record that says nothing in each of the partitions. */
#ifndef PARALLAX_EDGE_KAFKA_HANGING_H
#define PARALLAX_EDGE_KAFKA_HANGING_H

#include "kafka_port.h"

/* Between two transactions. Looks for what the broker has left open of the group's (kafka_left_open.h) and ends it as the rest of each was
 * ended: a transaction is committed when the group's offsets tell it, or, where these are open themselves, when any of its records can be
 * seen. What others have open is theirs. When anything was found the group's count is to be asked for again: unsure is set. DONE when nothing
 * is open; AGAIN when the broker does not say now, and when something was ended, which takes a moment; RENEW when it could not be ended;
 * HOPELESS, logged. */
enum kafka_outcome kafka_hanging_end(struct kafka_port *kafka);

#endif
