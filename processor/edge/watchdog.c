#include "watchdog.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

static void put(const char *words)
{
	ssize_t written = write(STDERR_FILENO, words, strlen(words));
	(void)written;
}

/* In a signal handler: nothing but write and _exit. */
static void bite(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	put("parallax: ");
	put(info->si_value.sival_ptr);
	put("\n");
	_exit(EXIT_WRONG);
}

void watchdog_init(struct watchdog *watchdog, const char *words)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	action.sa_sigaction = bite;
	event.sigev_value.sival_ptr = (void *)(uintptr_t)words;
	CHECK(sigaction(SIGALRM, &action, NULL) == 0);
	CHECK(timer_create(CLOCK_MONOTONIC, &event, &watchdog->timer) == 0);
}

void watchdog_free(struct watchdog *watchdog)
{
	timer_delete(watchdog->timer);
}

void watchdog_arm(struct watchdog *watchdog, int64_t time_ms)
{
	struct itimerspec due = { .it_value = { .tv_sec = time_ms / 1000, .tv_nsec = time_ms % 1000 * 1000000 } };
	timer_settime(watchdog->timer, 0, &due, NULL);
}

void watchdog_disarm(struct watchdog *watchdog)
{
	watchdog_arm(watchdog, 0);
}
