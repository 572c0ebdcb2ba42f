/* kernel_variants.h: the inner loops by instruction set, for kernel.c and its test alone. Contracts stand in kernel.h. */
#ifndef PARALLAX_KERNEL_KERNEL_VARIANTS_H
#define PARALLAX_KERNEL_KERNEL_VARIANTS_H

#include "kernel.h"

/* kernel_select, from any table. */
enum status kernel_pick(const struct kernel *kernels, size_t count, uint32_t features, const char *forced_name,
	const struct kernel **ret_kernel);

void shingle_scalar(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes);
void minhash_scalar(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
void fss32_scalar(const uint64_t *shingles, size_t count, uint32_t *ret_values);
size_t not_own_scalar(const uint16_t *numbers, size_t count, uint16_t *ret_places);
uint32_t equal_scalar(const uint32_t *a, const uint32_t *b);
struct word_places word_places_scalar(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places);
bool text_blocks_scalar(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks);
size_t word_hashes_scalar(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes);

#if defined(__x86_64__)

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define TARGET_AVX512 __attribute__((target("avx2,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512cd")))
#define TARGET_VBMI __attribute__((target("avx2,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx512vbmi,avx512vbmi2")))

void shingle_avx2(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes);
void shingle_avx512(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes);
void minhash_avx2(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
void minhash_avx512(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
void fss32_avx2(const uint64_t *shingles, size_t count, uint32_t *ret_values);
void fss32_avx512(const uint64_t *shingles, size_t count, uint32_t *ret_values);
struct fss32_notes;
void fss32_throw_first_avx2(const uint64_t *shingles, size_t count, uint32_t *values);
void fss32_take_up_avx2(const struct fss32_notes *notes, uint32_t *values);
size_t not_own_avx2(const uint16_t *numbers, size_t count, uint16_t *ret_places);
size_t not_own_vbmi(const uint16_t *numbers, size_t count, uint16_t *ret_places);
uint32_t equal_avx2(const uint32_t *a, const uint32_t *b);
struct word_places word_places_avx2(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places);
struct word_places word_places_vbmi(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places);
bool text_blocks_avx2(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks);
size_t word_hashes_avx2(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes);
size_t word_hashes_avx512(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes);
bool text_blocks_vbmi(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks);

#elif defined(__aarch64__)

void shingle_neon(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes);
void minhash_neon(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
void fss32_neon(const uint64_t *shingles, size_t count, uint32_t *ret_values);
bool text_blocks_neon(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks);
uint32_t equal_neon(const uint32_t *a, const uint32_t *b);

#endif

#endif
