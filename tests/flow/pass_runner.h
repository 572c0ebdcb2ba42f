/* pass_runner.h: a pass with all that it needs, for tests that throw it away and begin again from the changelog. */
#ifndef PARALLAX_TESTS_PASS_RUNNER_H
#define PARALLAX_TESTS_PASS_RUNNER_H

#include "arena.h"
#include "outbox.h"
#include "pass.h"

struct pass_runner {
	struct arena arena;
	struct outbox outbox;
	struct pass pass;
};

/* A new pass with an empty state; as many chunks of counts as given (story_state.h). */
void pass_runner_begin(struct pass_runner *runner, uint32_t count_chunks);
void pass_runner_end(struct pass_runner *runner);

#endif
