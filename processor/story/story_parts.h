/* story_parts.h: the struct behind story_state.h and the steps that its files take for each other. One file a step:
 * story_versions.c decides what a record is to the state, story_lines.c what of it counts, story_place.c which story it belongs
 * to, story_merge.c what votes join, story_split.c what falls apart, story_held.c keeps what is under embargo, story_life.c
 * closes and ends, story_keep.c tells the changelog, story_restore.c builds it all again. Private to story. */
#ifndef PARALLAX_STORY_STORY_PARTS_H
#define PARALLAX_STORY_STORY_PARTS_H

#include "line_counts.h"
#include "match.h"
#include "membership.h"
#include "split_parts.h"
#include "story_state.h"
#include "timers.h"

/* A record that was taken since the last batch, or one that was made of another by leaving lines out. */
struct taken {
	uint64_t number;
	uint64_t base;     /* of the one that it was made of; 0: none */
	struct bytes out;  /* a bit for each line that is left out */
	uint64_t counted; /* its number among those whose keys were counted; 0: they were not */
	int32_t day; /* on which they were */
	uint64_t origin;
	clock_ms came;
	struct bytes encoded;
};

/* An article under embargo: nothing of it reaches a public topic before its time. */
struct held {
	uint64_t number; /* of its record */
	uint8_t *encoded; /* its record */
	size_t encoded_length;
};

struct story_state {
	struct story_settings settings;
	struct story_store store;
	struct match_means means;
	struct line_counts lines;
	struct timers timers;
	uint32_t ending; /* the story at whose end the time stands still; NO_INDEX: it does not */
	struct held *held;
	uint32_t held_count, held_capacity;
	uint64_t *held_changes; /* numbers of what was held or let go since the last batch */
	uint32_t held_changes_count, held_changes_capacity;
	struct taken *taken;
	uint32_t taken_count, taken_capacity;
	uint64_t numbers;   /* of records, given so far */
	struct map64 bases; /* number of a record made of another → that one's */
	clock_ms now;
	uint64_t seq;
	struct story_counters counters;
	struct match_article article; /* of the record being applied */
	struct match_result result;
};

/* The record that an entry keeps, read again into the arena. */
struct sketch_record *story_record(struct bytes encoded, uint64_t number, struct arena *arena);

/* Remembers until the batch's end what record was taken. The second finds it again, NULL when it is of an earlier batch. */
void story_note_taken(struct story_state *state, uint64_t number, struct bytes encoded);
struct taken *story_taken(const struct story_state *state, uint64_t number);
void story_note_origin(struct story_state *state, uint64_t number, uint64_t origin, clock_ms came);

/* The same of a record made of another without some lines. Returns its number. */
uint64_t story_note_reduced(struct story_state *state, const struct sketch_record *record, const bool *out, struct arena *arena);

/* A record without what stands in some lines. */
struct sketch_record *story_without_lines(const struct sketch_record *record, const bool *out, struct arena *arena);

/* An event about the record's article at the state's seq and time, without a story. */
struct story_event story_event_of(const struct story_state *state, enum story_action action, const struct sketch_record *record);

/* Versions: what a record of this uri is taken as. action names the receipt of a new article: STORY_JOINED, or of one that
 * was held STORY_RELEASED. */
void story_take_record(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       enum story_action action, struct arena *arena, struct story_outcome *outcome);

/* Why a record says nothing new of an article, in a word; NULL when it does. article may be NO_INDEX. */
const char *story_reason_to_ignore(const struct story_state *state, uint32_t article, const struct sketch_record *record);

/* Places an article that is in no story: joins the story that it belongs to, or opens one. forced is the story whose
 * article it replaces, or NO_INDEX. */
void story_place(struct story_state *state, uint32_t article, const struct sketch_record *record, uint32_t forced,
                 enum story_action action, struct arena *arena, struct story_outcome *outcome);

/* The record as it is matched: without the keys of lines that its source has used before, so that what an article joins it
 * joins for what is new in it. A text that has been read before but for a little (a version under another uri) is left
 * whole, without its furniture. */
const struct sketch_record *story_lines_new(const struct story_state *state, const struct sketch_record *record, struct arena *arena);

/* Notes that the story used the record's lines. Returns the record as it counts: without keys, claims, figures and anchors
 * of the lines that its source used in other stories as well. When a line shows itself to be such, the article that used it
 * first is cleaned of it; others in between keep it until their next version. */
const struct sketch_record *story_lines_use(struct story_state *state, const struct sketch_record *record, uint64_t story,
                                            struct arena *arena, struct story_outcome *outcome);

/* The origin of a record's text: that of the article that it is a copy of (NO_INDEX: of none), else the agency that it credits,
 * else itself. */
uint64_t story_origin(const struct story_state *state, const struct sketch_record *record, uint32_t copy_of);

/* Puts an article into an open story, keeps what of its record counts, and tells the ledger. */
void story_put_in(struct story_state *state, uint32_t story, uint32_t article, uint64_t origin,
                  const struct sketch_record *record, struct arena *arena, struct story_outcome *outcome);

/* Opens a story founded by a record, at a record time. */
uint32_t story_open(struct story_state *state, const struct sketch_record *record, clock_ms now);

/* When an article of an open story is gone or says something else: what does not hold together any more becomes several
 * stories. */
void story_split_check(struct story_state *state, uint32_t story, const struct split_gone *gone, struct arena *arena,
                       struct story_outcome *outcome);

/* Whether a version says something else than the one before: a split check is due. */
bool story_says_other(const struct sketch_record *before, const struct sketch_record *now, struct arena *arena);

/* An article that joined one story and resembles others as well speaks for their being one. */
void story_vote(struct story_state *state, uint32_t joined, struct story_outcome *outcome);

/* Keeps a record under embargo, and takes it when its time has come. */
void story_hold(struct story_state *state, const struct sketch_record *record, struct bytes encoded, struct story_outcome *outcome);
void story_keep_held(struct story_state *state, uint64_t number, struct bytes encoded);
void story_release(struct story_state *state, uint64_t number, struct arena *arena, struct story_outcome *outcome);
bool story_is_held(const struct story_state *state, const struct sketch_record *record, struct arena *arena);
void story_held_drop(struct story_state *state, struct bytes uri); /* all versions of an article that was killed */
void story_held_free(struct story_state *state);

/* Closes a story that lost its last article or whose window is over. */
void story_close(struct story_state *state, uint32_t story, struct story_outcome *outcome);

/* What is in no story any more stays known by its uri for a window, so that what comes late is ignored. */
void story_set_forget(struct story_state *state, uint32_t article);

#endif
