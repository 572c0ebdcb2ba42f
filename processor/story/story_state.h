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
#include "status.h"
#include "story_event.h"
#include "uses.h"

struct story_settings {
	clock_ms window; /* a story closes so long after its last article */
	clock_ms keep;   /* its value is deleted so long after it ended */
	uint32_t count_chunks; /* of the changelog's counts, a power of two; 0: as many as suit any feed */
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
	clock_ms came;                      /* record time of an article that came in */
	bool retracted;                     /* of an article that went out: killed or withheld, not replaced */
	const struct sketch_record *record; /* of an article that came in */
};

struct story_outcome {
	struct story_event *events; /* of an applied record the first is its receipt */
	uint32_t events_count, events_capacity;
	struct story_change *changes;
	uint32_t changes_count, changes_capacity;
	uint64_t *touched; /* ids of stories whose value is another now */
	uint32_t touched_count, touched_capacity;
	uint64_t deleted; /* id of the story whose value is to be deleted; 0: none */
};

struct story_counters {
	uint64_t articles, stories, joins, copies, merges, splits, ignored;
	uint64_t postings, candidates; /* read and scored by the match */
};

/* What the state holds now. */
struct story_sizes {
	uint32_t stories_open, stories, articles;
};

struct story_state;

struct story_state *story_state_new(const struct story_settings *settings, const struct kernel *kernel);
void story_state_free(struct story_state *state);

/* Empties an outcome and keeps its memory. */
void story_outcome_clear(struct story_outcome *outcome);
void story_outcome_free(struct story_outcome *outcome);

/* Moves the time on and appends what became due by then: stories that close, held articles that are released. Memory of events
 * and records is the arena's. STATUS_MORE: it stopped at a story whose time is over, the last of deleted; its value can be made
 * one more time, and the next call, which is due at once, goes on behind its end. Else STATUS_OK. */
enum status story_state_advance(struct story_state *state, clock_ms now, struct arena *arena, struct story_outcome *outcome);

/* Applies one article; encoded is its record as the codec writes it. */
void story_state_apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       struct arena *arena, struct story_outcome *outcome);

/* The story as it stands; STATUS_BAD_INPUT when there is none of this id. */
enum status story_state_view(const struct story_state *state, uint64_t story, struct arena *arena, struct story_view *ret_view);

/* Puts what changed since the last call as entries of the changelog; memory of the arena. Once at the end of each batch:
 * what was noted for it is forgotten then. sink is NULL where nobody keeps them. All but the head, which the other entries' digest
 * is part of: the second call gives it. */
void story_state_keep(struct story_state *state, struct arena *arena, struct changelog_sink *sink);
void story_state_keep_head(const struct story_state *state, struct changelog_head *ret_head);

/* The records that are in use: the ledger counts its own there as well. */
struct uses *story_state_records(struct story_state *state);

/* The record of a number among the changelog's records, decoded; *ret_taken has its bytes, also where the changelog only says
 * which other record it was made of. STATUS_BAD_INPUT with a sentence. */
enum status story_record_of(struct changelog_entries records, uint64_t number, struct arena *arena, struct changelog_record *ret_taken,
                            struct sketch_record *ret_record, const char **ret_reason);

/* Builds an empty state of entries. STATUS_BAD_INPUT with a sentence when they do not make one. */
enum status story_state_restore(struct story_state *state, struct changelog_entries entries, struct arena *arena,
                                const char **ret_reason);

/* The number of the last change of the state. */
uint64_t story_state_seq(const struct story_state *state);
clock_ms story_state_now(const struct story_state *state);

struct story_counters story_state_counters(const struct story_state *state);
struct story_sizes story_state_sizes(const struct story_state *state);

#endif
