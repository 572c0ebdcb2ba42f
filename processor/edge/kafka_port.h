/* kafka_port.h: the port of run and demo: articles from Kafka topics, and back to Kafka what is published, each batch one
 * transaction (or, with a broker that has none, at least once). Who may read is settled by the group: kafka_consumer.h. */
#ifndef PARALLAX_EDGE_KAFKA_PORT_H
#define PARALLAX_EDGE_KAFKA_PORT_H

#include <signal.h>

#include "kafka_changelog.h"
#include "kafka_consumer.h"
#include "kafka_producer.h"
#include "kafka_trial.h"
#include "histogram.h"
#include "port.h"

struct kafka_port_options {
	const volatile sig_atomic_t *stop; /* not 0: finish the batch and end */
	int64_t idle_ms;                   /* end when all was read and nothing has come for so long; negative: never */
	bool embedded;                     /* the broker is the one in this process */
	/* Builds the state of the changelog's live entries, before the first record is read; STATUS_FATAL, logged. NULL: the
	 * state begins empty. */
	enum status (*restore)(void *context, const struct changelog_fold *fold, clock_ms began);
	/* Called between two steps, also where the port waits for the broker: whoever watches looks at it now. NULL: nobody. */
	void (*watch)(void *context);
	void *context; /* of both */
	bool time_is_input;                /* a clock shows the records' time, not the wall's: for a feed from the past */
};

struct kafka_port_counters {
	uint64_t transactions; /* committed */
	uint64_t retries;      /* transactions given up and sent again */
	uint64_t renewals;     /* producers replaced */
	uint64_t clamped;      /* records with a time in the future */
	uint64_t oversize;
	uint64_t unpublished; /* records of a dry run */
	struct histogram batch_records, batch_seconds;
};

struct kafka_port {
	struct port port; /* first, so that the port's calls find the rest */
	const struct settings *settings;
	struct kafka_port_options options;
	struct kafka_consumer consumer;
	struct kafka_producer producer;
	struct kafka_changelog changelog; /* followed until the state is restored */
	int64_t transactions; /* the group's, as far as we know */
	bool unsure;          /* the broker must say how many it has: after anything whose end we did not hear of */
	bool settled;         /* it said that the batch under way went in */
	bool published;       /* without transactions: all of the batch but its part of the changelog has arrived */
	struct kafka_trial trial;
	uint64_t produces_in; /* sketch stage: the round of the group in which the producer was opened */
	bool noted;           /* that this ownership has begun */
	uint64_t restored_in; /* the round of the group in which the changelog's end was asked for */
	bool expelled;        /* fenced again and again although we own the state: somebody uses our transactional id */
	uint32_t failures;    /* in a row */
	uint32_t fences;      /* in a row */
	uint32_t endings;     /* of what the broker had left open, in a row: kafka_hanging.h */
	int64_t batch_since;   /* monotonic: when the batch in hand got its first record; 0: it has none */
	int64_t sending_since; /* monotonic: when it was first tried to send it; 0: it was not */
	clock_ms idle_since;
	clock_ms looked_at; /* when the inputs' partitions were counted */
	struct kafka_port_counters counters;
};

/* STATUS_FATAL, logged, when a client does not start. Close it either way. */
enum status kafka_port_open(struct kafka_port *kafka, const struct settings *settings, struct kafka_port_options options);

/* Leaves the group. A transaction that is open is aborted. */
void kafka_port_close(struct kafka_port *kafka);

/* After STATUS_FENCED: true when this process may go on as a standby, with a state that is new and empty: it is restored when
 * the token comes. */
bool kafka_port_stand_by(struct kafka_port *kafka);

struct kafka_port_counters kafka_port_counters(const struct kafka_port *kafka);

#endif
