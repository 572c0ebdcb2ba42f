#include "fault_point.h"

#ifdef PARALLAX_FAULT_POINTS

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void wait_ms(long ms)
{
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	while (nanosleep(&left, &left) != 0)
		;
}

static void *kill_soon(void *argument)
{
	wait_ms(*(long *)argument);
	raise(SIGKILL);
	kill(0, SIGKILL);
	return NULL;
}

static void act(const char *name, const char *action)
{
	static long ms;
	pthread_t thread;
	const char *equals = strchr(action, '=');
	ms = equals == NULL ? 0 : strtol(equals + 1, NULL, 10);
	fprintf(stderr, "fault point %s: %s\n", name, action);
	if (strncmp(action, "sleep", 5) == 0)
		wait_ms(ms);
	else if (strncmp(action, "soon", 4) == 0)
		pthread_create(&thread, NULL, kill_soon, &ms);
	else
		raise(strcmp(action, "stop") == 0 ? SIGSTOP : SIGKILL);
}

bool fault_point(const char *name)
{
	static long passed;
	const char *fault = getenv("PARALLAX_FAULT");
	size_t length = strlen(name);
	char *end;
	if (fault == NULL || strncmp(fault, name, length) != 0 || fault[length] != ':')
		return false;
	long count = strtol(fault + length + 1, &end, 10);
	if (++passed != count)
		return false;
	act(name, *end == ':' ? end + 1 : "kill");
	return true;
}

bool fault_is_set(const char *variable)
{
	return getenv(variable) != NULL;
}

void fault_text(const char *variable, struct bytes value)
{
	const char *text = getenv(variable);
	if (text != NULL && value.length > 0 && memmem(value.data, value.length, text, strlen(text)) != NULL)
		abort();
}

#else

/* A translation unit holds at least one declaration. */
typedef int fault_points_are_off;

#endif
