#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LINE_BYTES_MAX 4096

/* The one piece of state that the whole process shares: set once at start, before there are threads. */
static enum log_level log_least = LOG_LEVEL_INFO;
static int log_is_terminal = -1;

void log_open(enum log_level least)
{
	log_least = least;
	log_is_terminal = isatty(STDERR_FILENO);
}

static void put_line(enum log_level level, const char *format, va_list arguments)
{
	static const char *const names[] = { "error", "warning", "info", "debug" };
	char line[LINE_BYTES_MAX];
	struct timespec now;
	struct tm parts;
	int length;
	if (level > log_least)
		return;
	if (log_is_terminal == 1) {
		length = snprintf(line, sizeof line, "parallax: ");
	} else {
		clock_gettime(CLOCK_REALTIME, &now);
		gmtime_r(&now.tv_sec, &parts);
		length = (int)strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &parts);
		length += snprintf(line + length, sizeof line - (size_t)length, ".%03ldZ %-7s parallax: ", now.tv_nsec / 1000000, names[level]);
	}
	int more = vsnprintf(line + length, sizeof line - (size_t)length - 1, format, arguments);
	length += more < (int)sizeof line - length - 2 ? more : (int)sizeof line - length - 2;
	line[length++] = '\n';
	/* Nothing can be done about a log that does not take its line. */
	ssize_t written = write(STDERR_FILENO, line, (size_t)length);
	(void)written;
}

#define LOG_FUNCTION(name, level)               \
	void name(const char *format, ...)      \
	{                                       \
		va_list arguments;              \
		va_start(arguments, format);    \
		put_line(level, format, arguments); \
		va_end(arguments);              \
	}

LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
LOG_FUNCTION(log_warning, LOG_LEVEL_WARNING)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
