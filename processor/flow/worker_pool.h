/* worker_pool.h: the same step for many items on several threads, one of them the caller's. Which thread takes which item is
 * chance: a step must depend on its item alone, and write to it alone. Each worker has an arena of its own for what the steps
 * leave behind. */
#ifndef PARALLAX_FLOW_WORKER_POOL_H
#define PARALLAX_FLOW_WORKER_POOL_H

#include "arena.h"

struct worker_pool;

typedef void (*worker_step)(void *context, uint32_t item, struct arena *arena);

/* workers >= 1, the calling thread counted. Where the system gives fewer threads there are fewer. */
struct worker_pool *worker_pool_new(uint32_t workers);
void worker_pool_free(struct worker_pool *pool);

/* Returns when the step was taken for each of the items 0 to count - 1. */
void worker_pool_run(struct worker_pool *pool, worker_step step, void *context, uint32_t count);

/* Gives back what the steps left in the arenas. */
void worker_pool_rewind(struct worker_pool *pool);

#endif
