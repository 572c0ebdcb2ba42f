#include "lines.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "check.h"

#define LINE ((size_t)64)
#define HUGE_PAGE ((size_t)1 << 21)

void *lines_take(size_t bytes)
{
	size_t page = bytes < HUGE_PAGE ? LINE : HUGE_PAGE;
	bytes = (bytes + page - 1) / page * page;
	void *memory = aligned_alloc(page, bytes);
	CHECK(memory != NULL);
#if defined(MADV_HUGEPAGE)
	if (page == HUGE_PAGE)
		madvise(memory, bytes, MADV_HUGEPAGE); /* before the first use; where it is refused nothing changes */
#endif
	memset(memory, 0, bytes);
	return memory;
}
