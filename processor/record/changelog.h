/* changelog.h: the decisions from which a state is restored: what each entry of parallax.changelog says.
 * An entry says what is so now of one thing; the next one of its key replaces it, one without a value takes it back. Indexes
 * are built anew. What decisions read and what was taken with the weights of its time is here as it stood. */
#ifndef PARALLAX_RECORD_CHANGELOG_H
#define PARALLAX_RECORD_CHANGELOG_H

#include "bytes.h"
#include "clock.h"
#include "discrepancy.h"
#include "story_event.h"

/* Raise it with every change of what an entry's fields are or mean: an entry of another format is not read. */
#define CHANGELOG_FORMAT 3

/* In the order in which a state is built of them. */
enum changelog_kind {
	CHANGELOG_HEAD,     /* id 0: the state's own numbers, and the sum over all other entries */
	CHANGELOG_LANGUAGE, /* by hash of its tag; id 0: all languages together */
	CHANGELOG_RECORD,   /* by its number */
	CHANGELOG_STORY,    /* by its place in the store */
	CHANGELOG_ARTICLE,  /* likewise */
	CHANGELOG_HELD,     /* by the number of its record: under embargo */
	CHANGELOG_TIMER,    /* by its number */
	CHANGELOG_COUNTS,   /* by chunk: how many articles hold which key */
	CHANGELOG_LINE,     /* by its place in the table: what is known of a line of a source */
	CHANGELOG_LEDGER,   /* by story: its claims and open discrepancies */
	CHANGELOG_KINDS
};

struct changelog_key {
	enum changelog_kind kind;
	uint64_t id;
};

struct changelog_head {
	uint64_t seq;
	clock_ms now;
	uint64_t timers;  /* numbers given so far, and so the next four */
	uint64_t records;
	uint64_t listed;
	uint64_t indexed;
	uint32_t window, window_entries; /* of the text index: its capacity, and how many have entered since it was made */
	uint64_t counted;
	uint32_t line_uses;
	int32_t day;      /* that the languages' counts hold for */
	uint64_t entries; /* all others that are live */
	uint64_t digest;  /* the sum of their hashes */
};

struct changelog_language {
	uint32_t number;
	double articles, words;        /* decayed: see story/rarity.h */
	double mean_sum, mean_count;   /* of joins: see story/match.h */
};

/* A record that something refers to: an article, the ledger, or the counts, whose chunks are older than it. */
struct changelog_record {
	uint64_t counted;    /* its number among those whose keys were counted; 0: they were not */
	int32_t day;         /* on which they were */
	uint64_t origin;     /* 0 when none was given */
	clock_ms came;       /* record time */
	uint64_t base;       /* number of the record that this one is without some lines; 0: it is whole */
	struct bytes out;    /* a bit for each line of it that is left out */
	struct bytes record; /* wire/record_codec.h; empty where there is a base */
};

struct changelog_article {
	uint64_t record;
	uint32_t place;   /* enum article_place */
	uint32_t story;   /* its place in the store + 1; 0: in none */
	uint64_t joined;  /* seq at which it took its place in the story; 0 without one */
	uint64_t listed;  /* the order of a story's members */
	uint64_t indexed; /* the order of the text index; 0: not in it */
	uint32_t fallen;  /* a bit for each band that has forgotten it */
};

struct changelog_story_key {
	uint64_t id;
	uint32_t sum;
	int32_t part;
};

struct changelog_story_language {
	uint32_t number, articles;
	uint8_t mark;
	double word_norm;
};

#define CHANGELOG_NORMS 4
#define CHANGELOG_VOTES 8

struct changelog_vote {
	uint64_t story;
	uint32_t votes;
};

struct changelog_story {
	uint64_t id;
	enum story_status status;
	uint64_t merged_into; /* 0 when not merged */
	uint64_t split_from;  /* 0 when not split */
	uint64_t seq;         /* of the last change */
	clock_ms first, last, oldest, newest;
	double norms[CHANGELOG_NORMS];
	struct changelog_vote votes[CHANGELOG_VOTES];
	struct changelog_story_language *languages;
	uint32_t languages_count;
	struct changelog_story_key *keys; /* ordered by id */
	uint32_t keys_count;
};

struct changelog_timer {
	clock_ms due;
	uint32_t kind; /* enum timer_kind */
	uint64_t subject;
};

struct changelog_count {
	uint64_t key;
	float value;
	int32_t day;
};

/* One chunk of the counts, with all records up to number counted in it. */
struct changelog_counts {
	uint64_t counted;
	struct changelog_count *items; /* ordered by key */
	uint32_t items_count;
};

struct changelog_line {
	uint64_t line, story, first;
	uint32_t seen, day, stories;
};

#define CHANGELOG_PAIRINGS_MAX 12

/* An article of a story in the ledger, by its records. */
struct changelog_ledger_entry {
	uint64_t record;   /* 0: it has left */
	uint64_t previous; /* of the version before; 0 when there is none */
	uint64_t order;
	uint32_t pairings_count;
	uint8_t pairings[CHANGELOG_PAIRINGS_MAX]; /* places of the story's */
};

/* A claim of one of the entries: of its article, or of the version before. */
struct changelog_claim {
	uint32_t entry;
	uint32_t claim;
};

/* The claims of one measure that are compared; the last previous_count are of versions before. */
struct changelog_group {
	uint64_t measure;
	struct changelog_claim *claims;
	uint32_t claims_count;
	uint32_t previous_count;
};

struct changelog_assertion {
	uint64_t record;
	uint32_t claim;
};

/* What was last published of a discrepancy that is open. */
struct changelog_discrepancy {
	uint64_t id;
	uint64_t measure;
	uint64_t fingerprint;
	uint64_t bulletin;
	uint32_t revision;
	enum discrepancy_type type;
	enum discrepancy_verdict verdict;
	enum discrepancy_severity severity;
	double confidence;
	uint32_t articles, origins;
	struct bytes slot;
	struct bytes reasons[DISCREPANCY_REASONS_MAX];
	uint32_t reasons_count;
	struct changelog_assertion *assertions;
	uint32_t assertions_count;
};

/* Two articles that were laid side by side, by their places among the entries. What came of it is derived again. */
struct changelog_pairing {
	uint32_t place;
	uint32_t a, b;
};

struct changelog_ledger {
	uint64_t order_last;
	struct changelog_ledger_entry *entries; /* in the order in which the articles came */
	uint32_t entries_count;
	struct changelog_group *groups;
	uint32_t groups_count;
	uint32_t pairings_made;
	struct changelog_pairing *pairings;
	uint32_t pairings_count;
	uint64_t *retracted;
	uint32_t retracted_count;
	struct changelog_discrepancy *discrepancies;
	uint32_t discrepancies_count;
};

/* Takes entries, one call for each that may have changed; an absent value takes the entry back. */
struct changelog_sink {
	void (*put)(struct changelog_sink *sink, struct changelog_key key, struct bytes value);
};

/* All live entries, ordered by kind, then by id. */
struct changelog_entry {
	struct changelog_key key;
	struct bytes value;
};

struct changelog_entries {
	const struct changelog_entry *items;
	size_t count;
};

static inline int changelog_key_order(struct changelog_key a, struct changelog_key b)
{
	if (a.kind != b.kind)
		return a.kind < b.kind ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id;
}

/* How many entries stand before a key. */
static inline size_t changelog_place(struct changelog_entries all, struct changelog_key key)
{
	size_t low = 0, high = all.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (changelog_key_order(all.items[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Those of one kind. */
static inline struct changelog_entries changelog_of_kind(struct changelog_entries all, enum changelog_kind kind)
{
	size_t from = changelog_place(all, (struct changelog_key){ kind, 0 });
	size_t to = changelog_place(all, (struct changelog_key){ (enum changelog_kind)(kind + 1), 0 });
	return (struct changelog_entries){ all.items + from, to - from };
}

/* Of entries of one kind the one with an id, or NULL. */
static inline const struct changelog_entry *changelog_find(struct changelog_entries of_kind, uint64_t id)
{
	if (of_kind.count == 0)
		return NULL;
	size_t at = changelog_place(of_kind, (struct changelog_key){ of_kind.items[0].key.kind, id });
	return at < of_kind.count && of_kind.items[at].key.id == id ? &of_kind.items[at] : NULL;
}

#endif
