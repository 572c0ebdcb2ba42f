#include "parallax_sketch.h"

#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "plain_words.h"
#include "sketch_bytes.h"
#include "sketch_compare.h"
#include "sketch_fill.h"
#include "sketch_written.h"

#define ARENA_BYTES ((size_t)1 << 16)

_Static_assert(sizeof(struct parallax_signature) == sizeof(struct text_sketch) && PARALLAX_K == TEXT_SKETCH_K,
               "a signature is a text sketch");
_Static_assert((int)PARALLAX_CLASSIC == (int)TEXT_SKETCH_CLASSIC && (int)PARALLAX_FSS32 == (int)TEXT_SKETCH_FSS32, "one numbering");
_Static_assert(PARALLAX_SIGNATURE_BYTES == SKETCH_WRITTEN_BYTES, "one binary form");

struct parallax_sketcher {
	const struct kernel *kernel;
	struct arena arena;
};

const char *parallax_status_text(enum parallax_status status)
{
	switch (status) {
	case PARALLAX_OK: return "done";
	case PARALLAX_NO_KERNEL: return "this machine has no kernel of that name";
	case PARALLAX_WRONG_KERNEL: return "the kernel gives wrong answers on this machine; choose another";
	case PARALLAX_BAD_SCHEME: return "there is no such scheme";
	case PARALLAX_TOO_LONG: return "the text is longer than 1 GiB";
	case PARALLAX_NOT_COMPARABLE: return "the signatures are of different kinds";
	case PARALLAX_BAD_BYTES: return "the bytes are no signature";
	}
	return "unknown status";
}

struct parallax_sketcher *parallax_sketcher_new(const char *kernel, enum parallax_status *ret_status)
{
	const struct kernel *chosen = NULL;
	enum status status = kernel_select(cpu_features(), kernel, &chosen);
	if (ret_status != NULL)
		*ret_status = status == STATUS_OK ? PARALLAX_OK : status == STATUS_FATAL ? PARALLAX_WRONG_KERNEL : PARALLAX_NO_KERNEL;
	if (status != STATUS_OK)
		return NULL;
	struct parallax_sketcher *sketcher = malloc(sizeof *sketcher);
	if (sketcher == NULL)
		abort();
	sketcher->kernel = chosen;
	arena_init(&sketcher->arena, ARENA_BYTES);
	return sketcher;
}

void parallax_sketcher_free(struct parallax_sketcher *sketcher)
{
	if (sketcher == NULL)
		return;
	arena_free(&sketcher->arena);
	free(sketcher);
}

const char *parallax_sketcher_kernel(const struct parallax_sketcher *sketcher)
{
	return sketcher->kernel->name;
}

static struct text_sketch sketch_of(const struct parallax_signature *signature)
{
	struct text_sketch sketch;
	memcpy(&sketch, signature, sizeof sketch);
	return sketch;
}

static void put(const struct text_sketch *sketch, struct parallax_signature *ret_signature)
{
	memcpy(ret_signature, sketch, sizeof *sketch);
}

static bool is_scheme(enum parallax_scheme scheme)
{
	return scheme == PARALLAX_CLASSIC || scheme == PARALLAX_FSS32;
}

enum parallax_status parallax_sketch_text(struct parallax_sketcher *sketcher, const char *text, size_t length, enum parallax_scheme scheme,
                                          struct parallax_signature *ret_signature)
{
	struct arena_mark mark = arena_mark(&sketcher->arena);
	struct plain_words words;
	struct text_sketch sketch;
	if (!is_scheme(scheme))
		return PARALLAX_BAD_SCHEME;
	if (length > PARALLAX_TEXT_BYTES_MAX)
		return PARALLAX_TOO_LONG;
	plain_words_read(sketcher->kernel, bytes_of(text, length), &sketcher->arena, &words);
	words_sketch(sketcher->kernel, (enum text_sketch_scheme)scheme, &words, &sketcher->arena, &sketch);
	put(&sketch, ret_signature);
	arena_rewind(&sketcher->arena, mark);
	return PARALLAX_OK;
}

enum parallax_status parallax_sketch_hashes(struct parallax_sketcher *sketcher, const uint64_t *hashes, size_t count,
                                            enum parallax_scheme scheme, struct parallax_signature *ret_signature)
{
	struct text_sketch sketch;
	if (!is_scheme(scheme))
		return PARALLAX_BAD_SCHEME;
	sketch_fill(sketcher->kernel, (enum text_sketch_scheme)scheme, 0, hashes, count, &sketch);
	put(&sketch, ret_signature);
	return PARALLAX_OK;
}

/* Comparing takes nanoseconds whichever kernel does it; without a sketcher it is the first. */
static const struct kernel *any_kernel(void)
{
	size_t count;
	return kernel_table(&count);
}

enum parallax_status parallax_compare(const struct parallax_signature *a, const struct parallax_signature *b, double *ret_jaccard,
                                      double *ret_error)
{
	struct text_sketch left = sketch_of(a), right = sketch_of(b);
	struct sketch_similarity similarity;
	if (sketch_compare(any_kernel(), &left, &right, &similarity) != STATUS_OK)
		return PARALLAX_NOT_COMPARABLE;
	if (ret_jaccard != NULL)
		*ret_jaccard = similarity.jaccard;
	if (ret_error != NULL)
		*ret_error = similarity.error;
	return PARALLAX_OK;
}

enum parallax_status parallax_merge(const struct parallax_signature *a, const struct parallax_signature *b,
                                    struct parallax_signature *ret_signature)
{
	struct text_sketch left = sketch_of(a), right = sketch_of(b), merged;
	if (sketch_merge(any_kernel(), &left, &right, &merged) != STATUS_OK)
		return PARALLAX_NOT_COMPARABLE;
	put(&merged, ret_signature);
	return PARALLAX_OK;
}

void parallax_signature_write(const struct parallax_signature *signature, uint8_t ret_bytes[PARALLAX_SIGNATURE_BYTES])
{
	struct text_sketch sketch = sketch_of(signature);
	sketch_write(&sketch, ret_bytes);
}

enum parallax_status parallax_signature_read(const uint8_t *bytes, size_t length, struct parallax_signature *ret_signature)
{
	struct parallax_signature signature;
	uint32_t fields[sizeof signature / 4];
	if (length != PARALLAX_SIGNATURE_BYTES || memcmp(bytes, SKETCH_WRITTEN_MAGIC, 4) != 0)
		return PARALLAX_BAD_BYTES;
	for (size_t i = 0; i < sizeof fields / 4; i++) {
		const uint8_t *at = bytes + 4 + 4 * i;
		fields[i] = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
	}
	memcpy(&signature, fields, sizeof fields);
	if (!is_scheme((enum parallax_scheme)signature.scheme) || signature.k != PARALLAX_K)
		return PARALLAX_BAD_BYTES;
	*ret_signature = signature;
	return PARALLAX_OK;
}

void parallax_signature_shorten(const struct parallax_signature *signature, uint8_t ret_bytes[PARALLAX_K])
{
	struct text_sketch sketch = sketch_of(signature);
	sketch_bytes(&sketch, ret_bytes);
}

double parallax_compare_bytes(const uint8_t a[PARALLAX_K], const uint8_t b[PARALLAX_K])
{
	return sketch_bytes_jaccard(sketch_bytes_equal(a, b));
}

const char *parallax_sketch_version(void)
{
	return PARALLAX_SKETCH_VERSION;
}
