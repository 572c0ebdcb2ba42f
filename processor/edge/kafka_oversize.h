/* kafka_oversize.h: what is sent in place of a record that is larger than the broker takes: a dead letter that says so and by
 * whose hash the value can be known again, so that the partition moves on. */
#ifndef PARALLAX_EDGE_KAFKA_OVERSIZE_H
#define PARALLAX_EDGE_KAFKA_OVERSIZE_H

#include "arena.h"
#include "message.h"

/* A dead letter goes on without its value and without the headers that came with the record. Anything else becomes a dead
 * letter of the stage "publish", with the coordinates that it carried: as ce_source… in place of a receipt, else as
 * ce_cause…. topic is the name of the message's topic. */
struct output_message kafka_oversize_letter(const struct output_message *message, const char *topic, int64_t bytes_max,
                                            struct arena *arena);

#endif
