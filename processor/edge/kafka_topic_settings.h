/* kafka_topic_settings.h: are the topics that are there set as the work needs them? A topic that somebody else made, or changed, may
 * delete what the state is restored from, or refuse what is to be published. */
#ifndef PARALLAX_EDGE_KAFKA_TOPIC_SETTINGS_H
#define PARALLAX_EDGE_KAFKA_TOPIC_SETTINGS_H

#include "kafka_handle.h"

/* So long the changelog keeps what was written over. Without transactions a batch may be torn, and what it wrote is taken back at the
 * next start with what stood there before: which must not have been compacted away by then. */
#define CHANGELOG_COMPACTION_LAG_MS CLOCK_HOUR

/* STATUS_FATAL, logged, when the state would be lost; what is only worse than it might be is a warning. Where the broker does not tell
 * (it needs the right to describe configurations) nothing is checked. */
enum status kafka_topic_settings_check(rd_kafka_t *handle, const struct settings *settings);

#endif
