/* changelog_writer.h: what of the state's decisions goes to the changelog: an entry that is the same as before does not. Keeps
 * the digest over all live entries, which the head of every batch carries. */
#ifndef PARALLAX_FLOW_CHANGELOG_WRITER_H
#define PARALLAX_FLOW_CHANGELOG_WRITER_H

#include "changelog_fold.h"
#include "outbox.h"

struct changelog_writer {
	struct changelog_sink sink; /* first: what story and ledger put into */
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

/* Publishes the head, with the digest and the number of entries filled in. */
void changelog_writer_head(struct changelog_writer *writer, struct changelog_head *head);

#endif
