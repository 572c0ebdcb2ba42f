/* kafka_changelog.h: follows the changelog and keeps its live entries: as a standby all the time, so that taking over costs the
 * building of the state alone. A consumer of its own, in no group; read_committed. */
#ifndef PARALLAX_EDGE_KAFKA_CHANGELOG_H
#define PARALLAX_EDGE_KAFKA_CHANGELOG_H

#include "changelog_fold.h"
#include "kafka_handle.h"

struct kafka_changelog {
	struct kafka_trouble trouble; /* first: the opaque of the handle */
	const struct settings *settings;
	rd_kafka_t *handle; /* NULL: not followed */
	struct changelog_fold fold;
	int64_t begin;  /* the first offset when following began */
	int64_t next;   /* behind the last record taken */
	int64_t at_end; /* where the end was met last; nothing has come since. Negative: not yet */
	int64_t wanted; /* the end as of the question whether all is there; negative: not asked */
	clock_ms began; /* when the end was asked for: what it takes from then on is what a takeover waits for */
	clock_ms told_at;
	bool met_end;   /* once since following began */
	bool hopeless;
};

/* Nothing is followed yet. */
void kafka_changelog_init(struct kafka_changelog *changelog, const struct settings *settings);

/* Ends following and forgets what was read. */
void kafka_changelog_close(struct kafka_changelog *changelog);

/* Takes what comes within the time; begins to follow if that has not begun. STATUS_OK, or STATUS_FATAL, logged. */
enum status kafka_changelog_follow(struct kafka_changelog *changelog, int timeout_ms);

/* For whoever owns the state now, so that nobody else writes: STATUS_OK when all of the changelog is in the fold, STATUS_MORE
 * when it is not yet, after having read on for that time and said how far it is; STATUS_FATAL, logged. */
enum status kafka_changelog_catch_up(struct kafka_changelog *changelog, int timeout_ms);

#endif
