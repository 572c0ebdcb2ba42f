/* changelog.h: the decisions from which a state is restored: what each entry of parallax.changelog says.
 * Decisions, not data structures: indexes are built anew from them. An entry without a value takes its key's entry back. */
#ifndef PARALLAX_RECORD_CHANGELOG_H
#define PARALLAX_RECORD_CHANGELOG_H

#include "bytes.h"
#include "clock.h"
#include "discrepancy.h"
#include "story_event.h"

enum changelog_kind { CHANGELOG_ARTICLE = 'a', CHANGELOG_STORY = 's', CHANGELOG_DISCREPANCY = 'd' };

/* What an entry is about. Of an article the hash of its uri: one version of it is live. */
struct changelog_key {
	enum changelog_kind kind;
	uint64_t id;
};

/* One live article. The order of a story's members is that of joined. */
struct changelog_article {
	uint64_t story;      /* 0: held, suspended, or retracted before it came; the record says which */
	uint64_t seq;        /* of the record that was taken last */
	uint64_t joined;     /* seq at which it took its place in the story; 0 without one */
	uint64_t origin;     /* 0 when none was given */
	struct bytes record; /* wire/record_codec.h */
};

struct changelog_story {
	enum story_status status;
	uint64_t merged_into; /* 0 when not merged */
	uint64_t split_from;  /* 0 when not split */
	uint64_t seq;         /* of the last change */
	clock_ms first, last; /* record times of its first and last article */
	uint32_t members_total;
	uint32_t open_discrepancies;
};

/* What was last published of a discrepancy: enough to go on counting and to know whether there is news. */
struct changelog_discrepancy {
	uint64_t story;
	uint64_t seq;
	uint64_t bulletin;    /* 0 when none */
	uint64_t fingerprint; /* hash of what was published, without what each step changes anyway */
	uint32_t revision;
	enum discrepancy_action action;
	enum discrepancy_type type;
	enum discrepancy_verdict verdict;
	enum discrepancy_severity severity;
	struct bytes slot;
};

#endif
