#include "each_line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static bool visit_all(FILE *file, const char *path, line_visit *visit, void *context)
{
	char *line = NULL;
	size_t bytes = 0;
	ssize_t length;
	bool on = true;
	for (unsigned long number = 1; on && (length = getline(&line, &bytes, file)) >= 0; number++) {
		while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
			length--;
		if (length > 0)
			on = visit(context, path, number, bytes_of(line, (size_t)length));
	}
	int error = errno; /* of a folder: it opens, and cannot be read */
	free(line);
	errno = error;
	return !ferror(file);
}

bool each_line(const char *command, const char *path, line_visit *visit, void *context)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	bool read = file != NULL && visit_all(file, path, visit, context);
	if (!read)
		fprintf(stderr, "parallax %s: cannot read %s: %s\n", command, path, strerror(errno));
	if (file != NULL && file != stdin)
		fclose(file);
	return read;
}
