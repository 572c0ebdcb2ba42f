#include "arena.h"

#include <stdlib.h>

#include "check.h"

#define ALIGNMENT ((size_t)16)

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	_Alignas(16) uint8_t memory[];
};

void arena_init(struct arena *arena, size_t block_bytes)
{
	*arena = (struct arena){ .block_bytes = block_bytes };
}

void arena_free(struct arena *arena)
{
	struct arena_block *block = arena->first;
	while (block != NULL) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->first = arena->current = NULL;
}

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block = malloc(sizeof *block + size);
	CHECK(block != NULL);
	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

/* Moves to a block with room for size bytes: one that an earlier rewind left behind, or a new one. */
static struct arena_block *block_with_room(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->current;
	while (block != NULL && block->size - block->used < size) {
		if (block->next == NULL)
			break;
		block = block->next;
		block->used = 0;
	}
	if (block == NULL || block->size - block->used < size) {
		struct arena_block *fresh = block_new(size > arena->block_bytes ? size : arena->block_bytes);
		if (block == NULL)
			arena->first = fresh;
		else
			block->next = fresh;
		block = fresh;
	}
	arena->current = block;
	return block;
}

void *arena_take(struct arena *arena, size_t size)
{
	CHECK(size < SIZE_MAX / 2);
	size_t rounded = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	struct arena_block *block = block_with_room(arena, rounded);
	void *memory = block->memory + block->used;
	block->used += rounded;
	return memory;
}

void *arena_take_cleared(struct arena *arena, size_t count, size_t size)
{
	CHECK(size == 0 || count < SIZE_MAX / 2 / size);
	void *memory = arena_take(arena, count * size);
	memset(memory, 0, count * size);
	return memory;
}

struct bytes arena_copy(struct arena *arena, struct bytes view)
{
	if (view.data == NULL)
		return view;
	uint8_t *copy = arena_take(arena, view.length + 1);
	if (view.length > 0)
		memcpy(copy, view.data, view.length);
	copy[view.length] = 0;
	return bytes_of(copy, view.length);
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ .block = arena->current, .used = arena->current == NULL ? 0 : arena->current->used };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	arena->current = mark.block != NULL ? mark.block : arena->first;
	if (arena->current != NULL)
		arena->current->used = mark.used;
}
