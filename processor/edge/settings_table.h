/* settings_table.h: every setting, a line each: what it is called, what it may be, and why one would change it. The struct
 * of settings, the flags, the environment, the file and `parallax config` (also --markdown) are all made of it.
 *
 * X(kind, field, name, min, max, default, unit, why): of a TEXT min and max are its length, of an INTEGER its range; a
 * CHOICE's unit lists what can be chosen, in the order of its enum. */
#ifndef PARALLAX_EDGE_SETTINGS_TABLE_H
#define PARALLAX_EDGE_SETTINGS_TABLE_H

#define SETTINGS_TABLE(X)                                                                                                         \
	X(TEXT, brokers, "brokers", 0, 4096, "", "HOST:PORT,...", "the Kafka brokers to ask first")                                \
	X(TEXT, group, "group", 1, 200, "parallax", "name",                                                                        \
	  "consumer group: its instances share one state, of which one of them is the owner and the others stand by")              \
	X(TEXT, input_topic, "input.topic", 1, 4096, "wire.articles", "topics", "where articles come from; commas between several; ^... is a pattern for names (a regular expression)") \
	X(INTEGER, input_refresh_ms, "input.refresh.ms", 1000, 3600000, "60000", "ms",                                             \
	  "how often it is looked for new partitions, and for new topics that a pattern fits")                                     \
	X(TEXT, from, "from", 1, 40, "earliest", "earliest|latest|committed|TIME",                                                 \
	  "where a group that has read nothing yet begins; committed: it must have read before. TIME is 2024-01-24T12:00:00Z")     \
	X(TEXT, until, "until", 0, 40, "", "now|TIME", "stop when every record before this time was taken; empty: run on")         \
	X(SWITCH, dry_run, "dry.run", 0, 1, "false", "true|false", "do all but publish and commit, as a group of its own (NAME-dry-run-...)")  \
	X(SWITCH, backfill, "backfill", 0, 1, "false", "true|false",                                                               \
	  "the input is history: time is that of its records alone, and stories that end are not announced as closed one by one; their values say so")                    \
	X(TEXT, topic_prefix, "topic.prefix", 0, 100, "", "text", "stands before the name of every topic that Parallax writes")    \
	X(TEXT, topic_stories, "topic.stories", 1, 200, "wire.stories", "topic", "the stories as they stand")                      \
	X(TEXT, topic_story_events, "topic.story.events", 1, 200, "wire.story-events", "topic",                                    \
	  "what happened to the stories, with a receipt for each article")                                                         \
	X(TEXT, topic_discrepancies, "topic.discrepancies", 1, 200, "wire.discrepancies", "topic",                                 \
	  "where the articles of a story disagree")                                                                                \
	X(TEXT, topic_deadletter, "topic.deadletter", 1, 200, "wire.deadletter", "topic", "records that could not be taken")       \
	X(TEXT, topic_sketches, "topic.sketches", 1, 200, "parallax.sketches", "topic",                                            \
	  "internal: what was computed of each article; as many partitions as the input")                                          \
	X(TEXT, topic_changelog, "topic.changelog", 1, 200, "parallax.changelog", "topic",                                         \
	  "internal: the state's decisions; its one partition goes to the owner of the state")                                     \
	X(SWITCH, create_topics, "create.topics", 0, 1, "false", "true|false", "make the topics that are missing")                 \
	X(INTEGER, create_partitions, "create.partitions", 1, 10000, "6", "partitions", "of each topic that is made")              \
	X(INTEGER, create_replication, "create.replication", -1, 100, "-1", "copies",                                              \
	  "of each topic that is made; -1 is the cluster's own default")                                                           \
	X(INTEGER, create_retention_hours, "create.retention.hours", 1, 876000, "720", "hours",                                    \
	  "how long a topic that is made keeps its records, unless it keeps the last one of each key")                             \
	X(CHOICE, guarantee, "guarantee", 0, 0, "exactly_once", "exactly_once|at_least_once",                                      \
	  "at_least_once is for a broker without transactions: what is published may then come twice")                             \
	X(INTEGER, transaction_timeout_ms, "transaction.timeout.ms", 5000, 900000, "20000", "ms",                                  \
	  "when the broker ends the transaction of a crashed instance; readers wait for it so long")                               \
	X(INTEGER, session_timeout_ms, "session.timeout.ms", 3100, 1800000, "10000", "ms",                                         \
	  "when the group takes an instance that is silent for dead; the broker has limits of its own")                            \
	X(INTEGER, batch_records, "batch.records", 1, 100000, "1000", "records", "the most that one transaction takes")            \
	X(INTEGER, batch_wait_ms, "batch.wait.ms", 1, 10000, "50", "ms",                                                           \
	  "how long a transaction waits for more: less is a quicker answer, more is more throughput")                              \
	X(INTEGER, merge_wait_ms, "merge.wait.ms", 0, 600000, "5000", "ms",                                                        \
	  "records are taken in the order of their times: how long a partition that lags may hold up the others before they go on without it") \
	X(CHOICE, stage, "stage", 0, 0, "all", "all|sketch|cluster",                                                                \
	  "sketch: any number of instances, which share the input's partitions, turn articles into sketches; cluster: one instance, and " \
	  "standbys, makes stories of them; all: both in one process")                                                              \
	X(INTEGER, sketch_workers, "sketch.workers", 0, 256, "0", "threads",                                                      \
	  "that decode articles and sketch them; what is published is the same with any number; 0 is what the machine has to spare") \
	X(INTEGER, batch_bytes_max, "batch.bytes.max", 1048576, 1073741824, "33554432", "bytes",                                   \
	  "what the records of one transaction may take together")                                                                 \
	X(INTEGER, article_bytes_max, "article.bytes.max", 1024, 67108864, "1048576", "bytes",                                     \
	  "a larger record becomes a dead letter")                                                                                 \
	X(INTEGER, message_bytes_max, "message.bytes.max", 10000, 1000000000, "1000000", "bytes",                                  \
	  "the largest record to publish; the topics' max.message.bytes must allow it")                                            \
	X(INTEGER, story_window_hours, "story.window.hours", 1, 87600, "168", "hours", "a story closes so long after its last article") \
	X(INTEGER, story_keep_hours, "story.keep.hours", 1, 87600, "168", "hours", "a story's value is deleted so long after it ended") \
	X(SWITCH, single_source, "single.source", 0, 1, "false", "true|false",                                                     \
	  "publish what a single origin of a story states as well")                                                                \
	X(TEXT, admin_listen, "admin.listen", 0, 255, "", "HOST:PORT",                                                             \
	  "serve /metrics, /health/live and /health/ready there over HTTP; :9464 is every address; empty: nowhere")                \
	X(SWITCH, bound_compatible, "bound.compatible", 0, 1, "false", "true|false",                                         \
	  "publish as well where one article's words only allow what another one states: \"dozens\" and 95")                 \
	X(TEXT, kernel, "kernel", 1, 32, "auto", "name", "the set of inner loops; auto is the best that this processor has")       \
	X(INTEGER, until_idle, "until.idle", 0, 86400, "0", "seconds", "stop when no record has come for so long; 0 is never")     \
	X(INTEGER, grace_ms, "grace.ms", 500, 600000, "10000", "ms",                                                               \
	  "how long the batch under way may take to end after SIGTERM")                                                            \
	X(CHOICE, log_level, "log.level", 0, 0, "info", "error|warning|info|debug", "the least important lines that are logged")

#endif
