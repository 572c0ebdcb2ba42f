/* ledger.h: the claims of every open story, and the life of the discrepancies among them.
 * Articles come in and go out as the story state says; settle then derives what the story's claims amount to now and
 * compares it with before: what is new opens, what changed is updated, what is gone is resolved, or retracted when an
 * article that it rested on was. A discrepancy keeps its id through versions of the articles and further articles.
 *
 * What it costs: an article meets at most 72 claims of each of its measures, is looked at beside 64 others and laid beside 6
 * of them, however long the story is; what was found in articles that are kept no longer stands as it was said last.
 * What it holds: an article's evidence is some ten kilobytes, and is at hand where it is read: of a long story's newest and of
 * those that its claims, pairs and discrepancies are of. When all of it is more than LEDGER_EVIDENCE_OF_ARTICLE an article, the
 * stories that rest longest let theirs go, until they are used again: it is made anew of the records.
 * What has to be kept to go on after a restart: of each story its articles and the versions before them (their records), in the
 * order in which they came, which claims and pairs of them are still compared, and what was last said of each discrepancy.
 * All else follows from these. */
#ifndef PARALLAX_LEDGER_LEDGER_H
#define PARALLAX_LEDGER_LEDGER_H

#include "arena.h"
#include "changelog.h"
#include "discrepancy.h"
#include "sketch_record.h"
#include "status.h"
#include "uses.h"

#define LEDGER_EVIDENCE_ROOM ((size_t)32 << 20)
#define LEDGER_EVIDENCE_OF_ARTICLE ((size_t)1024)

struct ledger;

struct ledger_settings {
	bool single_source;    /* tell what a single origin of a story states */
	bool bound_compatible; /* tell of numbers that another article's words only allow: "95" and "dozens" */
	size_t evidence_room;  /* bytes of evidence at hand that no story has to make room for; 0: LEDGER_EVIDENCE_ROOM */
};

struct ledger *ledger_new(const struct ledger_settings *settings);
void ledger_free(struct ledger *ledger);

/* The claims of an article of a story; those of its version before, if it was there, stay to be compared. time is the
 * record time. */
void ledger_article_in(struct ledger *ledger, uint64_t story, const struct sketch_record *record, uint64_t origin, clock_ms time);

/* retracted: the article was killed or withheld. */
void ledger_article_out(struct ledger *ledger, uint64_t story, struct bytes uri, bool retracted);

void ledger_merge(struct ledger *ledger, uint64_t into, uint64_t from);

/* The story has closed: its claims and discrepancies are forgotten, in silence. */
void ledger_end(struct ledger *ledger, uint64_t story);

/* Derives the story's discrepancies anew and writes a step for each that changed, in memory of the arena. seq is that of
 * the change which caused them. Returns how many steps. */
uint32_t ledger_settle(struct ledger *ledger, uint64_t story, uint64_t seq, clock_ms time, struct arena *arena,
                       struct discrepancy_event **ret_events);

/* Its articles count as uses of their records from now on, and read them again there. */
void ledger_track(struct ledger *ledger, struct uses *records);

/* Puts what changed since the last call as entries of the changelog; memory of the arena. Once at the end of each batch;
 * sink is NULL where nobody keeps them. */
void ledger_keep(struct ledger *ledger, struct arena *arena, struct changelog_sink *sink);

/* What reads a record of a number among the changelog's: the state's, which knows how they hang together. */
typedef enum status (*ledger_record_reader)(struct changelog_entries records, uint64_t number, struct arena *arena,
                                            struct changelog_record *ret_taken, struct sketch_record *ret_record,
                                            const char **ret_reason);

/* Builds an empty ledger of entries. STATUS_BAD_INPUT with a sentence when they do not make one. */
enum status ledger_restore(struct ledger *ledger, struct changelog_entries entries, ledger_record_reader read, struct arena *arena,
                           const char **ret_reason);

/* How many discrepancies of a story are open. */
uint32_t ledger_open_count(const struct ledger *ledger, uint64_t story);

#endif
