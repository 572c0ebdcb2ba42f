/* signature_user.c: what a user of libparallax_sketch does with signatures: keeps them, joins and shortens them. Prints what does
 * not hold; exits 0 when all does.
 *
 *     signature_user FILE...   the files are signatures as `parallax sketch --binary` wrote them */
#include <parallax_sketch.h>
#include <stdio.h>
#include <string.h>

#define SET 3000

static int failed;

#define HOLDS(condition) ((condition) ? (void)0 : (failed = 1, (void)printf("signature_user.c:%d: %s\n", __LINE__, #condition)))

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 33) * 0xff51afd7ed558ccdULL;
	x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53ULL;
	return x ^ x >> 33;
}

/* The set of the numbers from .. to - 1. */
static struct parallax_signature of_range(struct parallax_sketcher *sketcher, enum parallax_scheme scheme, unsigned from, unsigned to)
{
	static uint64_t hashes[2 * SET];
	struct parallax_signature signature = { .scheme = 0 };
	for (unsigned i = from; i < to; i++)
		hashes[i - from] = mix(i + 1);
	HOLDS(parallax_sketch_hashes(sketcher, hashes, to - from, scheme, &signature) == PARALLAX_OK);
	return signature;
}

static void kept(const struct parallax_signature *signature)
{
	uint8_t bytes[PARALLAX_SIGNATURE_BYTES + 1], spoilt[PARALLAX_SIGNATURE_BYTES];
	struct parallax_signature read = { .seed = 77 };
	parallax_signature_write(signature, bytes);
	HOLDS(memcmp(bytes, "PXS1", 4) == 0 && bytes[4] == signature->scheme && bytes[8] == PARALLAX_K);
	HOLDS(parallax_signature_read(bytes, PARALLAX_SIGNATURE_BYTES, &read) == PARALLAX_OK && memcmp(&read, signature, sizeof read) == 0);
	read.seed = 77;
	HOLDS(parallax_signature_read(bytes, PARALLAX_SIGNATURE_BYTES - 1, &read) == PARALLAX_BAD_BYTES);
	HOLDS(parallax_signature_read(bytes, PARALLAX_SIGNATURE_BYTES + 1, &read) == PARALLAX_BAD_BYTES);
	static const size_t wrong[] = { 0, 3, 4, 5, 8, 9 }; /* in the magic, the scheme and k */
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		memcpy(spoilt, bytes, sizeof spoilt);
		spoilt[wrong[i]] ^= 0x44;
		HOLDS(parallax_signature_read(spoilt, sizeof spoilt, &read) == PARALLAX_BAD_BYTES);
	}
	HOLDS(read.seed == 77); /* untouched by what failed */
}

/* What is joined is the signature of the union, its size estimated. */
static void joined(struct parallax_sketcher *sketcher, enum parallax_scheme scheme)
{
	struct parallax_signature a = of_range(sketcher, scheme, 0, SET), b = of_range(sketcher, scheme, SET / 2, 2 * SET - SET / 2);
	struct parallax_signature both = of_range(sketcher, scheme, 0, 2 * SET - SET / 2), merged, other;
	HOLDS(parallax_merge(&a, &b, &merged) == PARALLAX_OK);
	HOLDS(memcmp(merged.values, both.values, sizeof merged.values) == 0);
	HOLDS(merged.set_size > both.set_size / 10 * 8 && merged.set_size < both.set_size / 10 * 12);
	other = b;
	HOLDS(parallax_merge(&a, &other, &other) == PARALLAX_OK && memcmp(&other, &merged, sizeof other) == 0);
	other = of_range(sketcher, scheme == PARALLAX_FSS32 ? PARALLAX_CLASSIC : PARALLAX_FSS32, 0, SET);
	HOLDS(parallax_merge(&a, &other, &merged) == PARALLAX_NOT_COMPARABLE);
}

/* A byte a value says about the same of two sets, a third of which is in both. */
static void shortened(struct parallax_sketcher *sketcher, enum parallax_scheme scheme)
{
	struct parallax_signature a = of_range(sketcher, scheme, 0, SET), b = of_range(sketcher, scheme, SET / 2, 2 * SET - SET / 2);
	uint8_t a_bytes[PARALLAX_K], b_bytes[PARALLAX_K];
	double jaccard = -1.0, error = -1.0;
	HOLDS(parallax_compare(&a, &b, &jaccard, &error) == PARALLAX_OK && error > 0.0 && error < 0.05);
	HOLDS(jaccard > 1.0 / 3 - 0.15 && jaccard < 1.0 / 3 + 0.15);
	parallax_signature_shorten(&a, a_bytes);
	parallax_signature_shorten(&b, b_bytes);
	HOLDS(parallax_compare_bytes(a_bytes, a_bytes) == 1.0);
	double shorter = parallax_compare_bytes(a_bytes, b_bytes) - jaccard;
	HOLDS(shorter > -0.03 && shorter < 0.03); /* bytes that agree by chance come and go */
}

static void written_by_the_command(const char *path)
{
	uint8_t bytes[PARALLAX_SIGNATURE_BYTES + 1], again[PARALLAX_SIGNATURE_BYTES];
	struct parallax_signature signature;
	FILE *file = fopen(path, "rb");
	size_t length = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
	HOLDS(parallax_signature_read(bytes, length, &signature) == PARALLAX_OK);
	parallax_signature_write(&signature, again);
	HOLDS(memcmp(bytes, again, sizeof again) == 0);
	if (file != NULL)
		fclose(file);
}

int main(int argc, char **argv)
{
	static const enum parallax_scheme schemes[] = { PARALLAX_FSS32, PARALLAX_CLASSIC };
	struct parallax_sketcher *sketcher = parallax_sketcher_new(NULL, NULL);
	for (int i = 0; i < 2; i++) {
		struct parallax_signature signature = of_range(sketcher, schemes[i], 0, SET);
		kept(&signature);
		joined(sketcher, schemes[i]);
		shortened(sketcher, schemes[i]);
	}
	for (int i = 1; i < argc; i++)
		written_by_the_command(argv[i]);
	HOLDS(strspn(parallax_sketch_version(), "0123456789.") == strlen(parallax_sketch_version()) && parallax_sketch_version()[0] != 0);
	parallax_sketcher_free(sketcher);
	return failed;
}
