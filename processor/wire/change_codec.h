/* change_codec.h: keys and values of parallax.changelog as bytes. Internal, versioned; see record/changelog.h for what
 * they mean. A value is one byte of format and then its fields; whether an entry is damaged or missing shows in the digest
 * over all of them (the head). Pure. */
#ifndef PARALLAX_WIRE_CHANGE_CODEC_H
#define PARALLAX_WIRE_CHANGE_CODEC_H

#include "arena.h"
#include "changelog.h"
#include "status.h"

/* One letter for the kind, then the id, the most significant byte first. */
#define CHANGELOG_KEY_SIZE 9

struct bytes changelog_key_encode(struct changelog_key key, struct arena *arena);

/* STATUS_BAD_INPUT when the bytes are no key of this format. */
enum status changelog_key_decode(struct bytes bytes, struct changelog_key *ret_key);

/* The format that an entry says it has; 0 of an empty one. Formats before the second began with a 'P' instead of a number. */
unsigned changelog_format_of(struct bytes value);

/* Room for an entry of any kind. */
union changelog_any {
	struct changelog_head head;
	struct changelog_language language;
	struct changelog_record record;
	struct changelog_story story;
	struct changelog_article article;
	struct changelog_timer timer;
	struct changelog_counts counts;
	struct changelog_line line;
	struct changelog_ledger ledger;
};

/* entry is the struct of the kind: struct changelog_head, …; of a held record there is none. */
struct bytes changelog_encode(enum changelog_kind kind, const void *entry, struct arena *arena);

/* Arrays are the arena's; views point into the bytes. STATUS_BAD_INPUT with a sentence when the bytes are no entry of this
 * kind and format; the output is then undefined. An article's record is not looked into. */
enum status changelog_decode(enum changelog_kind kind, struct bytes bytes, struct arena *arena, void *ret_entry,
                             const char **ret_reason);

/* What an entry adds to the digest. */
uint64_t changelog_hash(struct changelog_key key, struct bytes value);

#endif
