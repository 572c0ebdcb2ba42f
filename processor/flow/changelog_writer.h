/* changelog_writer.h: what of the state's decisions goes to the changelog: an entry that is the same as before does not. Keeps
 * the digest over all live entries, which the head of every batch carries. In front of the first entry of all stands a head of no
 * entries, so that a first batch that is torn is not taken for a changelog that has lost its head. */
#ifndef PARALLAX_FLOW_CHANGELOG_WRITER_H
#define PARALLAX_FLOW_CHANGELOG_WRITER_H

#include "changelog_fold.h"
#include "outbox.h"

struct changelog_writer {
	struct changelog_sink sink; /* first: what story and ledger put into */
	struct arena torn_memory;
	struct changelog_entries torn; /* to be published in front of the next entry */
	bool begun;
	struct map64 hashes;        /* hash of an entry's key → changelog_hash */
	uint64_t digest;
	struct arena *arena;        /* of the batch */
	struct outbox *outbox;      /* NULL: nothing is published */
	clock_ms time;
	uint64_t entries, bytes;    /* published so far */
};

void changelog_writer_init(struct changelog_writer *writer);
void changelog_writer_free(struct changelog_writer *writer);

/* What is there already, after a restore. */
void changelog_writer_restore(struct changelog_writer *writer, struct changelog_entries entries);

/* What a torn batch touched, as it is without it: copied, and published again in front of the next entry. */
void changelog_writer_mend(struct changelog_writer *writer, struct changelog_entries torn);

/* Publishes the head, with the digest and the number of entries filled in. */
void changelog_writer_head(struct changelog_writer *writer, struct changelog_head *head);

#endif
