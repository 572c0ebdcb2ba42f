/* binary.h: the envelope and the primitives of the internal formats: four bytes of magic, a version, fields, and the XXH3
 * hash of all of it at the end (8 bytes). Little endian; counts and lengths are varints (LEB128, at most 10 bytes).
 *
 * A reader takes bytes that nobody vouches for. Its calls fail once and for good: whoever reads goes on with zeros and asks
 * at the end, so that no field needs a branch of its own. */
#ifndef PARALLAX_WIRE_BINARY_H
#define PARALLAX_WIRE_BINARY_H

#include "buffer.h"
#include "status.h"

#define BINARY_MAGIC_SIZE 4

/* Format of one kind of value. Raise version with every change of what its fields are or mean. */
struct binary_format {
	char magic[BINARY_MAGIC_SIZE];
	uint8_t version;
	const char *name; /* for people: "sketch record" */
};

void binary_begin(struct buffer *buffer, const struct binary_format *format, struct arena *arena, size_t expected);
struct bytes binary_end(struct buffer *buffer);

void binary_put_varint(struct buffer *buffer, uint64_t value);
void binary_put_signed(struct buffer *buffer, int64_t value); /* zigzag: small either way is short */
void binary_put_fixed32(struct buffer *buffer, uint32_t value);
void binary_put_fixed64(struct buffer *buffer, uint64_t value);
void binary_put_double(struct buffer *buffer, double value);
void binary_put_view(struct buffer *buffer, struct bytes view); /* tells absent from empty */

struct binary_read {
	const uint8_t *at;
	const uint8_t *end;
	bool failed;
};

/* Checks the envelope. STATUS_BAD_INPUT with a sentence in the arena: other magic, a foreign version (with both numbers),
 * damaged bytes. */
enum status binary_open(struct binary_read *read, const struct binary_format *format, struct bytes bytes, struct arena *arena,
			const char **ret_reason);

/* True when every field was there and valid, and nothing is left over. */
bool binary_is_whole(const struct binary_read *read);

/* Each fails when the bytes end, or when the value is above max. */
uint8_t binary_take_byte(struct binary_read *read, unsigned max);
uint64_t binary_take_varint(struct binary_read *read, uint64_t max);
int64_t binary_take_signed(struct binary_read *read);
uint32_t binary_take_fixed32(struct binary_read *read);
uint64_t binary_take_fixed64(struct binary_read *read);
double binary_take_double(struct binary_read *read); /* fails for what is not a number */

/* At most max bytes where they stand. */
struct bytes binary_take_part(struct binary_read *read, size_t max);

/* A copy in the arena, of at most max bytes. */
struct bytes binary_take_view(struct binary_read *read, size_t max, struct arena *arena);

/* How many items of at least item_size bytes follow: fails when there are more than max or than the bytes left can hold,
 * so that memory for them may be taken at once. */
uint32_t binary_take_count(struct binary_read *read, uint32_t max, size_t item_size);

#endif
