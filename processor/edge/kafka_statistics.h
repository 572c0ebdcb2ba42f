/* kafka_statistics.h: of what librdkafka tells about itself now and then, what nothing else tells: is a broker connected? */
#ifndef PARALLAX_EDGE_KAFKA_STATISTICS_H
#define PARALLAX_EDGE_KAFKA_STATISTICS_H

#include "bytes.h"

/* How many connections to brokers are up, of the JSON of a statistics callback; -1 when it is not understood. */
int kafka_statistics_brokers_up(struct bytes json);

#endif
