/* change_codec.h: keys and values of parallax.changelog as bytes. Internal, versioned; see record/changelog.h for what
 * they mean and binary.h for the envelope. Pure. */
#ifndef PARALLAX_WIRE_CHANGE_CODEC_H
#define PARALLAX_WIRE_CHANGE_CODEC_H

#include "arena.h"
#include "changelog.h"
#include "status.h"

/* One byte for the kind, then the id, the most significant byte first. */
#define CHANGELOG_KEY_SIZE 9

/* A slot's name is not longer. */
#define CHANGELOG_SLOT_MAX 1024

struct bytes changelog_key_encode(struct changelog_key key, struct arena *arena);
enum status changelog_key_decode(struct bytes bytes, struct changelog_key *ret_key);

struct bytes changelog_article_encode(const struct changelog_article *article, struct arena *arena);
struct bytes changelog_story_encode(const struct changelog_story *story, struct arena *arena);
struct bytes changelog_discrepancy_encode(const struct changelog_discrepancy *discrepancy, struct arena *arena);

/* Views are copied into the arena. STATUS_BAD_INPUT with a sentence in the arena when the bytes are none, are damaged, or
 * have another format version; the output is then untouched. An article's record is not looked into. */
enum status changelog_article_decode(struct bytes bytes, struct arena *arena, struct changelog_article *ret_article,
				     const char **ret_reason);
enum status changelog_story_decode(struct bytes bytes, struct arena *arena, struct changelog_story *ret_story,
				   const char **ret_reason);
enum status changelog_discrepancy_decode(struct bytes bytes, struct arena *arena,
					 struct changelog_discrepancy *ret_discrepancy, const char **ret_reason);

#endif
