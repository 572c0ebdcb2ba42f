#include "crash_child.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log.h"

#define STEP_SECONDS 30

static void be_the_child(void (*step)(void *context), void *context)
{
	static const struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none); /* its end is expected */
	signal(SIGALRM, SIG_DFL);
	alarm(STEP_SECONDS);
	step(context);
	_exit(0);
}

bool crash_child_survives(void (*step)(void *context), void *context)
{
	int how = 0;
	pid_t child = fork();
	if (child == 0)
		be_the_child(step, context);
	if (child < 0) {
		log_warning("no child process can be made to try a record in");
		return true;
	}
	while (waitpid(child, &how, 0) < 0)
		if (errno != EINTR)
			return true;
	return WIFEXITED(how) && WEXITSTATUS(how) == 0; /* a sanitizer ends a process by its exit code */
}
