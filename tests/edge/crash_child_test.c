/* What a child process does to this one: nothing, however it ends. */
#include "crash_child.h"

#include <signal.h>
#include <stdlib.h>

#include "check_that.h"

static int written;

static void write_something(void *context)
{
	written = *(int *)context;
}

static void abort_step(void *context)
{
	(void)context;
	abort();
}

static void fault_step(void *context)
{
	(void)context;
	raise(SIGSEGV);
}

int main(void)
{
	int value = 7;
	CHECK_THAT(crash_child_survives(write_something, &value));
	CHECK_THAT(written == 0);
	CHECK_THAT(!crash_child_survives(abort_step, NULL));
	CHECK_THAT(!crash_child_survives(fault_step, NULL));
	CHECK_THAT(crash_child_survives(write_something, &value));
	return check_that_result();
}
