#include "start_time.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MILLISECONDS_DIGITS 12 /* fewer are a date without separators */

enum status start_time_parse(const char *text, struct start_time *ret_start)
{
	static const struct {
		const char *word;
		enum start_kind kind;
	} words[] = { { "earliest", START_EARLIEST }, { "latest", START_LATEST }, { "now", START_LATEST }, { "committed", START_COMMITTED } };
	clock_ms time;
	char *end;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(text, words[i].word) != 0)
			continue;
		*ret_start = (struct start_time){ .kind = words[i].kind };
		return STATUS_OK;
	}
	errno = 0;
	if (strlen(text) >= MILLISECONDS_DIGITS && strspn(text, "0123456789") == strlen(text)) {
		time = strtoll(text, &end, 10);
		if (errno != 0)
			return STATUS_BAD_INPUT;
	} else if (!timestamp_parse(bytes_of_string(text), &time)) {
		return STATUS_BAD_INPUT;
	}
	*ret_start = (struct start_time){ .kind = START_TIME, .time = time };
	return STATUS_OK;
}
