/* record_codec.h: struct sketch_record as bytes, for parallax.sketches and the changelog. Internal: another version of the
 * program may use another format and says so. Pure. */
#ifndef PARALLAX_WIRE_RECORD_CODEC_H
#define PARALLAX_WIRE_RECORD_CODEC_H

#include "arena.h"
#include "sketch_record.h"
#include "status.h"

/* No view of a record is longer (an article's id has 1024 bytes at most, a headline 200 code points). */
#define RECORD_VIEW_MAX 4096

/* The record must hold what its structs promise (counts and enums in range, lines that keys and claims point to, numbers):
 * it is checked, and a record that does not is an error of ours and ends the process. Equal records give equal bytes. */
struct bytes record_encode(const struct sketch_record *record, struct arena *arena);

/* Everything is copied into the arena. STATUS_BAD_INPUT with a sentence in the arena when the bytes are no record, are
 * damaged, or have another format version; *ret_record is then untouched. A record that was decoded may be encoded. */
enum status record_decode(struct bytes bytes, struct arena *arena, struct sketch_record *ret_record, const char **ret_reason);

/* The uri of a record that was encoded here, without reading the rest: a view of the bytes. */
struct bytes record_uri(struct bytes encoded);

#endif
