#include "uses.h"

#include "grow.h"

struct read_bytes {
	uint64_t readers;
	size_t length;
	uint8_t data[];
};

static struct read_bytes *bytes_at(const uint64_t *place)
{
	return (struct read_bytes *)(uintptr_t)*place;
}

void uses_init(struct uses *uses)
{
	*uses = (struct uses){ .unused_count = 0 };
	map64_init(&uses->counts);
	map64_init(&uses->bytes);
}

void uses_free(struct uses *uses)
{
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(&uses->bytes, &at)) != NULL;)
		free(bytes_at(&entry->value));
	map64_free(&uses->counts);
	map64_free(&uses->bytes);
	free(uses->unused);
}

void uses_add(struct uses *uses, uint64_t number)
{
	if (uses != NULL && number != 0)
		++*map64_put(&uses->counts, number);
}

void uses_drop(struct uses *uses, uint64_t number)
{
	if (uses == NULL || number == 0)
		return;
	uint64_t *count = map64_find(&uses->counts, number);
	CHECK(count != NULL && *count > 0);
	if (--*count > 0)
		return;
	map64_remove(&uses->counts, number);
	GROW(uses->unused, uses->unused_count, uses->unused_capacity);
	uses->unused[uses->unused_count++] = number;
}

bool uses_has(const struct uses *uses, uint64_t number)
{
	return map64_find(&uses->counts, number) != NULL;
}

struct bytes uses_read(struct uses *uses, uint64_t number, struct bytes bytes)
{
	const uint64_t *place = map64_find(&uses->bytes, number);
	struct read_bytes *of = place == NULL ? NULL : bytes_at(place);
	if (of == NULL && bytes.data == NULL)
		return bytes;
	if (of == NULL) {
		of = malloc(sizeof *of + bytes.length + 1);
		CHECK(of != NULL);
		of->readers = 0;
		of->length = bytes.length;
		memcpy(of->data, bytes.data, bytes.length);
		*map64_put(&uses->bytes, number) = (uint64_t)(uintptr_t)of;
	}
	of->readers++;
	return bytes_of(of->data, of->length);
}

void uses_read_no_more(struct uses *uses, uint64_t number)
{
	const uint64_t *place = map64_find(&uses->bytes, number);
	CHECK(place != NULL);
	struct read_bytes *of = bytes_at(place);
	if (--of->readers > 0)
		return;
	map64_remove(&uses->bytes, number);
	free(of);
}
