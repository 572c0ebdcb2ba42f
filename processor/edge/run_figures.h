/* run_figures.h: what `run` is doing, in figures: taken by the thread that does the work, between two steps of it, and looked at by
 * whoever asks (admin_server.h). The board between them is copied into and out of under a lock, so that nobody who looks is waited
 * for longer than a copy takes. */
#ifndef PARALLAX_EDGE_RUN_FIGURES_H
#define PARALLAX_EDGE_RUN_FIGURES_H

#include <pthread.h>

#include "batch.h"
#include "kafka_port.h"

enum run_phase {
	PHASE_STARTING,  /* no client yet */
	PHASE_JOINING,   /* no member of the group, or between two rounds of it */
	PHASE_STANDBY,
	PHASE_RESTORING, /* the token is ours; the state is being read, or built */
	PHASE_WORKING,
	PHASE_STOPPING,
	PHASES
};

struct partition_lag {
	const char *topic; /* lives as long as the port */
	int32_t partition;
	int64_t records; /* that the broker is known to have and that were not read yet */
};

struct run_figures {
	enum run_phase phase;
	enum stage stage;
	const char *group, *kernel;
	int64_t looked_at;      /* monotonic: when the working thread was here last */
	int64_t sending_since;  /* monotonic: the batch in hand is being sent since then; 0: none is */
	int brokers_up;         /* connected; negative: not known */
	char trouble[512];      /* why the last transaction was given up; "": it was not */
	bool follows;           /* of a standby: it has met the changelog's end */
	int64_t restore_read, restore_wanted; /* offsets of the changelog; wanted negative: not known yet */
	bool restored;
	struct pass_counters pass;
	struct story_counters stories;
	struct story_sizes sizes;
	struct kafka_port_counters kafka;
	uint64_t producer_queue, consumer_queue, batch_bytes;
	uint32_t lag_count;
};

struct run_board {
	pthread_mutex_t lock;
	struct run_figures figures;
	struct partition_lag *lag;
	uint32_t lag_capacity;
	int64_t lag_at; /* monotonic: when it was taken */
};

void run_board_init(struct run_board *board, const struct settings *settings, const struct kernel *kernel);
void run_board_free(struct run_board *board);

/* The working thread: something else is done now. */
void run_board_set_phase(struct run_board *board, enum run_phase phase);

/* The working thread: all figures as they are now. */
void run_board_take(struct run_board *board, struct batch *batch, const struct kafka_port *kafka);

/* Any thread: a copy. The lag of the partitions is to be freed by the caller. */
void run_board_look(struct run_board *board, struct run_figures *ret_figures, struct partition_lag **ret_lag);

#endif
