#include "admin_request.h"

static const struct {
	const char *path;
	enum admin_target target;
} paths[] = {
	{ "/metrics", TARGET_METRICS },
	{ "/health/live", TARGET_LIVE },
	{ "/health/ready", TARGET_READY },
};

/* Takes what stands before the next space off a line. */
static struct bytes next_word(struct bytes *line)
{
	const uint8_t *space = memchr(line->data, ' ', line->length);
	size_t length = space == NULL ? line->length : (size_t)(space - line->data);
	struct bytes word = bytes_of(line->data, length);
	size_t taken = space == NULL ? length : length + 1;
	*line = bytes_of(line->data + taken, line->length - taken);
	return word;
}

static enum admin_target target_of(struct bytes path)
{
	const uint8_t *query = memchr(path.data, '?', path.length);
	if (query != NULL)
		path.length = (size_t)(query - path.data);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		if (bytes_equal(path, bytes_of_string(paths[i].path)))
			return paths[i].target;
	return TARGET_NONE;
}

static void read_line(struct bytes line, struct admin_request *ret_request)
{
	struct bytes method = next_word(&line), path = next_word(&line);
	bool head = bytes_equal(method, bytes_of_string("HEAD"));
	*ret_request = (struct admin_request){ .head_only = head };
	if (line.length != 8 || memcmp(line.data, "HTTP/1.", 7) != 0 || line.data[7] < '0' || line.data[7] > '9' || path.length == 0) {
		ret_request->refusal = 400;
		return;
	}
	ret_request->target = target_of(path);
	if (!head && !bytes_equal(method, bytes_of_string("GET")))
		ret_request->refusal = 405;
	else if (ret_request->target == TARGET_NONE)
		ret_request->refusal = 404;
}

bool admin_request_read(struct bytes received, struct admin_request *ret_request)
{
	const uint8_t *end = memchr(received.data, '\n', received.length);
	bool over = end != NULL && (memmem(received.data, received.length, "\r\n\r\n", 4) != NULL || memmem(received.data, received.length, "\n\n", 2) != NULL);
	if (!over)
		return false;
	size_t length = (size_t)(end - received.data);
	if (length > 0 && end[-1] == '\r')
		length--;
	read_line(bytes_of(received.data, length), ret_request);
	return true;
}
