/* pass.h: the way of one article, one call per room, in order: the page to read first.
 * A pass takes one consumed record and appends to the outbox what is to be published for it: exactly one receipt or one
 * dead letter, and what followed. The values of the stories that a batch changed are appended once, by pass_finish. */
#ifndef PARALLAX_FLOW_PASS_H
#define PARALLAX_FLOW_PASS_H

#include "changelog_writer.h"
#include "ledger.h"
#include "outbox.h"
#include "sketch.h"
#include "story_state.h"
#include "worker_pool.h"

/* Which half of the way is gone: both, or articles to sketch records, or sketch records to stories. */
enum stage { STAGE_ALL, STAGE_SKETCH, STAGE_CLUSTER };

struct pass_settings {
	enum stage stage;
	struct bytes group; /* of the stage that clusters: what the sketches of the other are addressed to */
	struct story_settings story;
	struct ledger_settings ledger;
	size_t article_bytes_max; /* a larger record is dead-lettered */
	bool backfill; /* the input is history: its time is the records', and what closes is told in the story's value alone */
	bool internal_topics;     /* publish sketches and changelog as well */
};

struct pass_counters {
	uint64_t records, articles, deadletters, discrepancies;
	uint64_t events[STORY_ACTIONS];       /* published of each kind: the receipts, and what followed from them */
	uint64_t steps[DISCREPANCY_ACTIONS]; /* the discrepancies by what became of them */
};

/* The rooms of the way, for a probe that wants to know what each costs. */
enum pass_room { ROOM_DECODE, ROOM_SKETCH, ROOM_STORY, ROOM_LEDGER, ROOM_ENCODE, ROOM_COUNT };

struct pass {
	struct pass_settings settings;
	const struct kernel *kernel;
	struct story_state *stories;
	struct ledger *ledger;
	struct changelog_writer changelog;
	struct arena *arena; /* of the batch */
	struct outbox *outbox;
	struct story_outcome outcome;
	uint64_t *dirty; /* stories whose value is to be published at the end of the batch */
	uint32_t dirty_count, dirty_capacity;
	struct pass_counters counters;
	uint64_t kept; /* counters.articles when the changelog's head was published last */
	clock_ms now; /* record time, which never goes back */
	void (*probe)(void *context, enum pass_room done); /* called behind each room; NULL for none */
	void *probe_context;
};

void pass_init(struct pass *pass, const struct pass_settings *settings, const struct kernel *kernel, struct arena *arena,
               struct outbox *outbox);
void pass_free(struct pass *pass);

/* The message must stay until the outbox has been sent. */
void pass_record(struct pass *pass, const struct input_message *message);

/* A record on its way: the caller sets the message. */
struct pass_article {
	const struct input_message *message;
	const char *stage;  /* at which it became a dead letter, and why; NULL: it is an article */
	const char *reason;
	bool passed_over; /* a sketch that was written for another group */
	struct input_message of_article; /* of a sketch: as if its article had been read */
	struct article article;
	clock_ms time;      /* record time */
	struct sketch_record record;
	struct bytes encoded;
};

/* The same for many, in their order: what does not need to know other articles is done on the pool's threads. Whatever their
 * number, what is published is the same. What the articles point to is the pool's, until it is rewound. */
void pass_records(struct pass *pass, struct pass_article *articles, uint32_t count, struct worker_pool *pool);

/* Only time went on: fires what is due. */
void pass_tick(struct pass *pass, clock_ms now);

/* The end of a batch: appends the values of the stories that it changed, and the state's decisions. */
void pass_finish(struct pass *pass);

/* Builds the state of a new pass of a changelog's entries: it goes on as the one did that wrote them. STATUS_BAD_INPUT with a
 * sentence when they do not make a state; the pass is of no use then. */
enum status pass_restore(struct pass *pass, struct changelog_entries entries, const char **ret_reason);

/* After that: what a batch that was torn has left on the changelog (changelog_fold_torn) is taken back with the next batch. */
void pass_mend(struct pass *pass, struct changelog_entries torn);

#endif
