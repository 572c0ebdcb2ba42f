/* story_state.h: which articles are one story. The owner of all story state; nothing else changes it.
 *
 * One record after the other is applied; each gives an outcome: its receipt, what followed from it, and what the claim
 * ledger must know. Time is the record's; it never goes back. The same records give the same outcomes on any machine. */
#ifndef PARALLAX_STORY_STORY_STATE_H
#define PARALLAX_STORY_STORY_STATE_H

#include "arena.h"
#include "changelog.h"
#include "kernel.h"
#include "sketch_record.h"
#include "story_event.h"

struct story_settings {
	clock_ms window; /* a story closes so long after its last article */
	clock_ms keep;   /* its value is deleted so long after it ended */
};

/* What a change means for the claims of a story. */
enum story_change_kind {
	CHANGE_ARTICLE_IN,  /* record's claims belong to story now, in place of its version before if that is there */
	CHANGE_ARTICLE_OUT, /* uri's claims no longer do */
	CHANGE_MERGED,      /* all claims of other_story belong to story now */
	CHANGE_ENDED        /* the story's claims can be forgotten */
};

struct story_change {
	enum story_change_kind kind;
	uint64_t story;
	uint64_t other_story;
	struct bytes uri;
	uint64_t origin;
	bool retracted;                     /* of an article that went out: killed or withheld, not replaced */
	const struct sketch_record *record; /* of an article that came in */
};

struct story_outcome {
	struct story_event *events; /* of an applied record the first is its receipt */
	uint32_t events_count, events_capacity;
	struct story_change *changes;
	uint32_t changes_count, changes_capacity;
	struct bytes kept; /* of an applied record what the state keeps, without the lines that its source repeats; absent: all */
	uint64_t *touched; /* ids of stories whose value is another now */
	uint32_t touched_count, touched_capacity;
	uint64_t *deleted; /* ids of stories whose value is to be deleted */
	uint32_t deleted_count, deleted_capacity;
	uint64_t *rewritten; /* hashes of the uris of other articles whose entry is another now: moved, or cleaned of a repeated line */
	uint32_t rewritten_count, rewritten_capacity;
	uint64_t *forgotten; /* hashes of the uris of articles that the state no longer knows */
	uint32_t forgotten_count, forgotten_capacity;
};

struct story_counters {
	uint64_t articles, stories, joins, copies, merges, splits, ignored;
	uint64_t postings, candidates; /* read and scored by the match */
};

struct story_state;

struct story_state *story_state_new(const struct story_settings *settings, const struct kernel *kernel);
void story_state_free(struct story_state *state);

/* Empties an outcome and keeps its memory. */
void story_outcome_clear(struct story_outcome *outcome);
void story_outcome_free(struct story_outcome *outcome);

/* Moves the time on and appends what became due by then: stories that close, held articles that are released.
 * Memory of events and records is the arena's. */
void story_state_advance(struct story_state *state, clock_ms now, struct arena *arena, struct story_outcome *outcome);

/* Deletes the stories that ended long enough ago, as advance found them: once between two batches, so that the last value
 * of a story was published before it is deleted. */
void story_state_sweep(struct story_state *state, struct story_outcome *outcome);

/* Applies one article; encoded is its record as the codec writes it. */
void story_state_apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       struct arena *arena, struct story_outcome *outcome);

/* What the state keeps of an article, by the hash of its uri, as the changelog holds it; STATUS_BAD_INPUT when it knows none.
 * The record is a view of the state's. */
enum status story_state_article(const struct story_state *state, uint64_t uri_hash, struct changelog_article *ret_article);

/* The story as it stands; STATUS_BAD_INPUT when there is none of this id. */
enum status story_state_view(const struct story_state *state, uint64_t story, struct arena *arena, struct story_view *ret_view);

/* The number of the last change of the state. */
uint64_t story_state_seq(const struct story_state *state);
uint64_t story_state_next_seq(struct story_state *state);

struct story_counters story_state_counters(const struct story_state *state);

#endif
