#include "fold.h"

#include "arabic_fold.h"
#include "check.h"

/* Code points of a decomposed stretch, at most: U+FDFA gives 18 for 3 bytes. */
#define POINTS_MAX (6 * FOLD_BYTES_MAX)
#define INSERTION_MAX 8

/* Hangul syllables decompose and compose by arithmetic (Unicode 15.0, section 3.12). */
#define HANGUL_FIRST 0xac00u
#define HANGUL_COUNT 11172u
#define HANGUL_LEAD 0x1100u
#define HANGUL_VOWEL 0x1161u
#define HANGUL_TAIL 0x11a7u /* one before the first: no tail is tail 0 */
#define HANGUL_LEADS 19u
#define HANGUL_VOWELS 21u
#define HANGUL_TAILS 28u

static bool is_medial_or_tail(uint32_t point)
{
	return point - HANGUL_VOWEL < HANGUL_VOWELS || point - HANGUL_TAIL - 1 < HANGUL_TAILS - 1;
}

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
	if (first - HANGUL_LEAD < HANGUL_LEADS && second - HANGUL_VOWEL < HANGUL_VOWELS)
		return HANGUL_FIRST + ((first - HANGUL_LEAD) * HANGUL_VOWELS + second - HANGUL_VOWEL) * HANGUL_TAILS;
	if (first - HANGUL_FIRST < HANGUL_COUNT && (first - HANGUL_FIRST) % HANGUL_TAILS == 0 && second - HANGUL_TAIL - 1 < HANGUL_TAILS - 1)
		return first + second - HANGUL_TAIL;
	return 0;
}

/* It may say yes where fold_whole will say no, never the other way round. A starter that is composed itself may give up its
 * mark for one of a lower class (o with diaeresis, then an ogonek). */
static bool composes(const struct unicode_table *table, uint32_t first, uint32_t second)
{
	return is_medial_or_tail(second) || (unicode_record(table, first) & UNICODE_COMPOSITE) != 0 ||
	       unicode_compose(table, first, second) != 0;
}

/* What stands before, after a sequence of the pool. */
static void look_back(const struct unicode_table *table, struct fold *fold, struct bytes sequence)
{
	for (size_t at = 0; at < sequence.length;) {
		uint32_t point = utf8_next(sequence.data, &at);
		fold->last = UNICODE_COMBINING(unicode_record(table, point));
		if (fold->last == 0)
			fold->starter = point;
	}
}

uint8_t *fold_put_combining(const struct unicode_table *table, struct fold *fold, uint32_t point, uint64_t record, uint8_t *out)
{
	uint32_t map = UNICODE_MAP(record);
	uint8_t combining = UNICODE_COMBINING(record);
	if (MAP_KIND(map) == MAP_NOTHING && (record & UNICODE_ARABIC) == 0)
		return out; /* NFKC_Casefold itself drops it, before anything combines */
	struct bytes sequence = bytes_of(table->pool + MAP_WHERE(map), MAP_LENGTH(map));
	size_t first_length = 0;
	uint32_t first = MAP_KIND(map) == MAP_SEQUENCE ? utf8_next(sequence.data, &first_length)
	                 : MAP_KIND(map) == MAP_NOTHING ? point : MAP_POINT(map, point);
	if ((record & UNICODE_MAY_COMPOSE) != 0 && composes(table, fold->starter, first))
		fold->again = true;
	if (MAP_KIND(map) == MAP_NOTHING) { /* an Arabic mark that is dropped bars nothing; tatweel does */
		if (combining == 0)
			*fold = (struct fold){ .starter = point, .again = fold->again };
		return out;
	}
	if (combining != 0 && combining < fold->last)
		fold->again = true;
	if (MAP_KIND(map) == MAP_SEQUENCE) {
		memcpy(out, sequence.data, sequence.length);
		look_back(table, fold, sequence);
		return out + sequence.length;
	}
	fold->last = combining;
	if (combining == 0)
		fold->starter = first;
	return out + utf8_put(first, out);
}

/* A stretch, decomposed: code points with their combining class above bit 24. */
struct decomposed {
	uint32_t points[POINTS_MAX];
	uint32_t count;
};

#define POINT_OF(entry) ((entry) & 0xffffff)
#define COMBINING_OF(entry) ((entry) >> 24)

static void put_point(struct decomposed *to, uint32_t point, uint32_t combining)
{
	CHECK(to->count < POINTS_MAX);
	to->points[to->count++] = point | combining << 24;
}

static void put_decomposed(const struct unicode_table *table, struct decomposed *to, uint32_t point)
{
	uint64_t record = unicode_record(table, point);
	if (point - HANGUL_FIRST < HANGUL_COUNT) {
		uint32_t syllable = point - HANGUL_FIRST;
		put_point(to, HANGUL_LEAD + syllable / (HANGUL_VOWELS * HANGUL_TAILS), 0);
		put_point(to, HANGUL_VOWEL + syllable / HANGUL_TAILS % HANGUL_VOWELS, 0);
		if (syllable % HANGUL_TAILS != 0)
			put_point(to, HANGUL_TAIL + syllable % HANGUL_TAILS, 0);
	} else if ((record & UNICODE_COMPOSITE) != 0) {
		struct unicode_pair pair = unicode_decompose(table, point);
		put_decomposed(table, to, pair.first);
		put_decomposed(table, to, pair.second);
	} else {
		put_point(to, point, UNICODE_COMBINING(record));
	}
}

static void put_mapped(const struct unicode_table *table, struct decomposed *to, uint32_t point)
{
	uint32_t map = unicode_map_unfolded(table, point, unicode_record(table, point));
	if (MAP_KIND(map) == MAP_SEQUENCE) {
		const uint8_t *sequence = table->pool + MAP_WHERE(map);
		for (size_t at = 0; at < MAP_LENGTH(map);)
			put_decomposed(table, to, utf8_next(sequence, &at));
	} else if (MAP_KIND(map) != MAP_NOTHING) {
		put_decomposed(table, to, MAP_POINT(map, point));
	}
}

/* Sorts a run of marks by combining class, equal ones as they stand: by insertion, and by counting when there are so many
 * that only malice can have piled them up. */
static void order_run(uint32_t *run, uint32_t count)
{
	if (count <= INSERTION_MAX) {
		for (uint32_t i = 1; i < count; i++) {
			uint32_t mark = run[i], k = i;
			for (; k > 0 && COMBINING_OF(run[k - 1]) > COMBINING_OF(mark); k--)
				run[k] = run[k - 1];
			run[k] = mark;
		}
		return;
	}
	uint32_t sorted[POINTS_MAX], places[257] = { 0 };
	for (uint32_t i = 0; i < count; i++)
		places[COMBINING_OF(run[i]) + 1]++;
	for (uint32_t class = 1; class < 257; class++)
		places[class] += places[class - 1];
	for (uint32_t i = 0; i < count; i++)
		sorted[places[COMBINING_OF(run[i])]++] = run[i];
	memcpy(run, sorted, count * sizeof *run);
}

static void order(struct decomposed *stretch)
{
	for (uint32_t i = 0; i < stretch->count;) {
		uint32_t start = i;
		while (i < stretch->count && COMBINING_OF(stretch->points[i]) != 0)
			i++;
		if (i - start > 1)
			order_run(stretch->points + start, i - start);
		i += i == start;
	}
}

static void compose(const struct unicode_table *table, struct decomposed *stretch)
{
	uint32_t *starter = NULL, kept = 0;
	int last = -1; /* combining class of what stands between the starter and here; -1 when nothing does */
	for (uint32_t i = 0; i < stretch->count; i++) {
		uint32_t point = POINT_OF(stretch->points[i]), combining = COMBINING_OF(stretch->points[i]);
		if (starter != NULL && last < (int)combining) {
			uint32_t composite = compose_hangul(*starter, point);
			if (composite == 0)
				composite = unicode_compose(table, *starter, point);
			if (composite != 0) {
				*starter = composite;
				continue;
			}
		}
		stretch->points[kept] = point;
		if (combining == 0)
			starter = &stretch->points[kept];
		last = combining == 0 ? -1 : (int)combining;
		kept++;
	}
	stretch->count = kept;
}

size_t fold_whole(const struct unicode_table *table, struct bytes stretch, uint8_t *ret_norm)
{
	struct decomposed decomposed;
	uint8_t *out = ret_norm;
	CHECK(stretch.length <= FOLD_BYTES_MAX);
	decomposed.count = 0;
	for (size_t at = 0; at < stretch.length;)
		put_mapped(table, &decomposed, utf8_next(stretch.data, &at));
	order(&decomposed);
	compose(table, &decomposed);
	for (uint32_t i = 0; i < decomposed.count; i++) {
		uint32_t point = arabic_fold(decomposed.points[i]);
		if (point != ARABIC_FOLD_NOTHING)
			out += utf8_put(point, out);
	}
	return (size_t)(out - ret_norm);
}

size_t fold_stretch(const struct unicode_table *table, struct bytes stretch, uint8_t *ret_norm)
{
	struct fold fold = { 0 };
	uint8_t *out = ret_norm;
	for (size_t at = 0; at < stretch.length;) {
		uint32_t point = utf8_next(stretch.data, &at);
		out = fold_put(table, &fold, point, unicode_record(table, point), out);
	}
	return fold.again ? fold_whole(table, stretch, ret_norm) : (size_t)(out - ret_norm);
}
