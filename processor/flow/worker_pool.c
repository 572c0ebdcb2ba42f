#include "worker_pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "check.h"

#define ARENA_BLOCK_BYTES ((size_t)1 << 20)

struct worker {
	struct worker_pool *pool;
	pthread_t thread; /* of the first none: it is the caller */
	struct arena arena;
};

struct worker_pool {
	struct worker *workers;
	uint32_t workers_count;
	pthread_mutex_t lock;
	pthread_cond_t wake, done;
	uint64_t round;   /* of work */
	uint32_t working; /* threads that have not finished it */
	bool ending;
	worker_step step;
	void *context;
	uint32_t count;
	uint32_t next; /* item; taken atomically */
};

static void take_items(struct worker_pool *pool, struct arena *arena)
{
	for (;;) {
		uint32_t item = __atomic_fetch_add(&pool->next, 1, __ATOMIC_RELAXED);
		if (item >= pool->count)
			return;
		pool->step(pool->context, item, arena);
	}
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct worker_pool *pool = worker->pool;
	uint64_t round = 0;
	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (pool->round == round && !pool->ending)
			pthread_cond_wait(&pool->wake, &pool->lock);
		if (pool->ending)
			break;
		round = pool->round;
		pthread_mutex_unlock(&pool->lock);
		take_items(pool, &worker->arena);
		pthread_mutex_lock(&pool->lock);
		if (--pool->working == 0)
			pthread_cond_signal(&pool->done);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

struct worker_pool *worker_pool_new(uint32_t workers)
{
	struct worker_pool *pool = calloc(1, sizeof *pool);
	CHECK(pool != NULL && workers >= 1);
	pool->workers = calloc(workers, sizeof *pool->workers);
	CHECK(pool->workers != NULL);
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->wake, NULL);
	pthread_cond_init(&pool->done, NULL);
	while (pool->workers_count < workers) {
		struct worker *worker = &pool->workers[pool->workers_count];
		worker->pool = pool;
		if (pool->workers_count > 0 && pthread_create(&worker->thread, NULL, work, worker) != 0)
			break;
		arena_init(&worker->arena, ARENA_BLOCK_BYTES);
		pool->workers_count++;
	}
	return pool;
}

void worker_pool_free(struct worker_pool *pool)
{
	if (pool == NULL)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->ending = true;
	pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	for (uint32_t i = 0; i < pool->workers_count; i++) {
		if (i > 0)
			pthread_join(pool->workers[i].thread, NULL);
		arena_free(&pool->workers[i].arena);
	}
	pthread_mutex_destroy(&pool->lock);
	pthread_cond_destroy(&pool->wake);
	pthread_cond_destroy(&pool->done);
	free(pool->workers);
	free(pool);
}

void worker_pool_run(struct worker_pool *pool, worker_step step, void *context, uint32_t count)
{
	/* A single item is not worth waking anybody. */
	bool alone = pool->workers_count == 1 || count < 2;
	pthread_mutex_lock(&pool->lock);
	pool->step = step;
	pool->context = context;
	pool->count = count;
	pool->next = 0;
	pool->working = alone ? 0 : pool->workers_count - 1;
	pool->round += !alone;
	if (!alone)
		pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	take_items(pool, &pool->workers[0].arena);
	pthread_mutex_lock(&pool->lock);
	while (pool->working > 0)
		pthread_cond_wait(&pool->done, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
}

void worker_pool_rewind(struct worker_pool *pool)
{
	for (uint32_t i = 0; i < pool->workers_count; i++)
		arena_rewind(&pool->workers[i].arena, (struct arena_mark){ NULL, 0 });
}
