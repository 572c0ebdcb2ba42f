#include "lsh_index.h"

#include <string.h>

#include "check.h"

#define LINE_BYTES (LSH_BUCKET * sizeof(uint32_t))

static uint32_t buckets_for(uint32_t capacity)
{
	return (capacity + LSH_LOAD - 1) / LSH_LOAD;
}

static size_t places_bytes(uint32_t capacity)
{
	return (size_t)BANDS_COUNT * buckets_for(capacity) * LINE_BYTES;
}

static size_t forms_bytes(uint32_t capacity)
{
	return (size_t)capacity * sizeof(struct sketch_form);
}

size_t lsh_index_bytes(uint32_t capacity)
{
	return places_bytes(capacity) + forms_bytes(capacity) + capacity * sizeof(clock_ms);
}

void lsh_index_init(struct lsh_index *index, uint32_t capacity, void *memory)
{
	CHECK(capacity >= 1 && capacity <= LSH_CAPACITY_MAX && (uintptr_t)memory % LINE_BYTES == 0);
	uint8_t *bytes = memory;
	*index = (struct lsh_index){ .capacity = capacity, .buckets = buckets_for(capacity), .places = memory };
	index->forms = (struct sketch_form *)(void *)(bytes + places_bytes(capacity));
	index->times = (clock_ms *)(void *)(bytes + places_bytes(capacity) + forms_bytes(capacity));
	while (capacity >> index->id_bits != 0) /* id + 1 <= capacity fits, and 0 is free */
		index->id_bits++;
}

void lsh_index_probe(const struct lsh_index *index, const struct text_sketch *sketch, struct lsh_probe *ret_probe)
{
	uint64_t keys[BANDS_COUNT];
	ret_probe->bands = (uint32_t)bands_keys(sketch, keys);
	for (uint32_t band = 0; band < ret_probe->bands; band++) {
		/* The upper half picks the bucket (D. Lemire, "Fast random integer generation in an interval", 2019). */
		size_t bucket = (keys[band] >> 32) * index->buckets >> 32;
		ret_probe->lines[band] = index->places + (band * (size_t)index->buckets + bucket) * LSH_BUCKET;
		ret_probe->parts[band] = (uint32_t)keys[band] << index->id_bits;
		__builtin_prefetch(ret_probe->lines[band], 1);
	}
	sketch_form_of(sketch, &ret_probe->form);
}

/* Four places at a time, in what every x86-64 and 64-bit Arm has. */
typedef uint32_t lanes __attribute__((vector_size(16)));

static lanes lanes_of_part(const uint32_t *line, lanes part, uint32_t id_bits, uint32_t first)
{
	lanes four;
	memcpy(&four, line + first, sizeof(four));
	return (lanes)((four ^ part) >> id_bits == 0) & ((lanes){ 1, 2, 4, 8 } << first);
}

/* Which places of the bucket have that part of a key, free ones included: a bit each. */
static uint32_t places_of_part(const uint32_t *line, uint32_t part, uint32_t id_bits)
{
	lanes wanted = { part, part, part, part };
	lanes bits = lanes_of_part(line, wanted, id_bits, 0) | lanes_of_part(line, wanted, id_bits, 4) |
		lanes_of_part(line, wanted, id_bits, 8) | lanes_of_part(line, wanted, id_bits, 12);
	uint64_t halves[2];
	memcpy(halves, &bits, sizeof(halves));
	halves[0] |= halves[1];
	return (uint32_t)(halves[0] | halves[0] >> 32);
}

/* How many entries were added after the one in that place; free places and what was dropped look older or stale. */
static uint32_t age_of(const struct lsh_index *index, uint32_t place)
{
	uint32_t number = place & ((1u << index->id_bits) - 1);
	return number == 0 ? UINT32_MAX : index->next - number + (number > index->next ? index->capacity : 0);
}

/* The newest stand first, so that ages grow from place to place. A number whose entry was dropped and whose turn has come
 * again looks younger than it is: it shows by being younger than what stands before it. */
static bool last_is_live(const struct lsh_index *index, const uint32_t *line)
{
	uint32_t last = age_of(index, line[15]), before = age_of(index, line[11]);
	return last < index->count && before < last && age_of(index, line[7]) < before && age_of(index, line[3]) < age_of(index, line[7]);
}

/* Adds what a bucket has to the count candidates there are already; returns how many there are then. */
static uint32_t collect(const struct lsh_index *index, const uint32_t *line, uint32_t places, uint32_t count, uint32_t *candidates)
{
	for (; places != 0 && count < LSH_CANDIDATES; places &= places - 1) {
		uint32_t place = line[__builtin_ctz(places)];
		uint32_t id = (place & ((1u << index->id_bits) - 1)) - 1, seen = 0;
		if (age_of(index, place) >= index->count)
			continue; /* free, or dropped: it stands here until it is pushed out */
		while (seen < count && candidates[seen] != id)
			seen++;
		if (seen < count)
			continue;
		__builtin_prefetch(index->forms + id);
		candidates[count++] = id;
	}
	return count;
}

uint32_t lsh_index_find(const struct lsh_index *index, const struct lsh_probe *probe, uint32_t equal_min,
	struct lsh_match ret_matches[LSH_CANDIDATES])
{
	uint32_t candidates[LSH_CANDIDATES];
	uint32_t candidates_count = 0, count = 0;
	for (uint32_t band = 0; band < probe->bands; band++) {
		uint32_t places = places_of_part(probe->lines[band], probe->parts[band], index->id_bits);
		candidates_count = collect(index, probe->lines[band], places, candidates_count, candidates);
	}
	for (uint32_t i = 0; i < candidates_count; i++) {
		uint32_t equal = sketch_form_equal(&probe->form, &index->forms[candidates[i]]);
		if (equal >= equal_min)
			ret_matches[count++] = (struct lsh_match){ candidates[i], equal };
	}
	return count;
}

/* The place of the oldest entry of a part that has all the places it may have, else the last one: what a new entry of that
 * part pushes out. */
static uint32_t place_to_lose(const struct lsh_index *index, const uint32_t *line, uint32_t part)
{
	uint32_t same = 0, last = LSH_BUCKET - 1;
	for (uint32_t places = places_of_part(line, part, index->id_bits); places != 0; places &= places - 1) {
		uint32_t place = (uint32_t)__builtin_ctz(places);
		if (age_of(index, line[place]) >= index->count)
			continue;
		same++;
		last = place;
	}
	return same >= LSH_SAME_MAX ? last : LSH_BUCKET - 1;
}

/* Puts a value first and moves on what stood before place lost. */
static void push(uint32_t *line, uint32_t value, uint32_t lost)
{
	uint32_t first[4], second[4], third[4], fourth[3];
	if (lost < LSH_BUCKET - 1) {
		memmove(line + 1, line, lost * sizeof(*line));
		line[0] = value;
		return;
	}
	memcpy(first, line, sizeof(first));
	memcpy(second, line + 4, sizeof(second));
	memcpy(third, line + 8, sizeof(third));
	memcpy(fourth, line + 12, sizeof(fourth));
	line[0] = value;
	memcpy(line + 1, first, sizeof(first));
	memcpy(line + 5, second, sizeof(second));
	memcpy(line + 9, third, sizeof(third));
	memcpy(line + 13, fourth, sizeof(fourth));
}

uint32_t lsh_index_add(struct lsh_index *index, const struct lsh_probe *probe, clock_ms time)
{
	uint32_t forgotten[BANDS_COUNT];
	return lsh_index_add_to(index, probe, time, UINT32_MAX, forgotten);
}

uint32_t lsh_index_add_to(struct lsh_index *index, const struct lsh_probe *probe, clock_ms time, uint32_t bands,
	uint32_t ret_forgotten[BANDS_COUNT])
{
	uint32_t id = index->next;
	if (index->count == index->capacity)
		index->count--;
	for (uint32_t band = 0; band < probe->bands; band++) {
		ret_forgotten[band] = UINT32_MAX;
		if ((bands >> band & 1) == 0)
			continue;
		uint32_t *line = probe->lines[band];
		uint32_t lost = place_to_lose(index, line, probe->parts[band]);
		if (age_of(index, line[lost]) < index->count)
			ret_forgotten[band] = (line[lost] & ((1u << index->id_bits) - 1)) - 1;
		index->overflows += lost < LSH_BUCKET - 1 || last_is_live(index, line);
		push(line, probe->parts[band] | (id + 1), lost);
	}
	index->forms[id] = probe->form;
	index->times[id] = time;
	index->next = id + 1 == index->capacity ? 0 : id + 1;
	index->count++;
	return id;
}

void lsh_index_remove(struct lsh_index *index, const struct lsh_probe *probe, uint32_t id)
{
	CHECK(id < index->capacity);
	for (uint32_t band = 0; band < probe->bands; band++) {
		uint32_t *line = probe->lines[band];
		uint32_t at = 0;
		while (at < LSH_BUCKET && line[at] != (probe->parts[band] | (id + 1)))
			at++;
		if (at == LSH_BUCKET)
			continue; /* this band has forgotten it */
		memmove(line + at, line + at + 1, (LSH_BUCKET - 1 - at) * sizeof(*line));
		line[LSH_BUCKET - 1] = 0;
	}
}

uint32_t lsh_index_oldest(const struct lsh_index *index)
{
	return index->next >= index->count ? index->next - index->count : index->next + (index->capacity - index->count);
}

void lsh_index_evict(struct lsh_index *index, clock_ms before)
{
	while (index->count > 0 && index->times[lsh_index_oldest(index)] < before)
		index->count--;
}
