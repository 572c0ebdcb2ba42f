#include "file_port.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "output_line.h"

#define BLOCK_BYTES ((size_t)1 << 20)

static enum status fail(struct file_port *files, const char *what, const char *path)
{
	snprintf(files->error, sizeof files->error, "%s %.160s: %s", what, path, strerror(errno));
	return STATUS_FATAL;
}

/* Opens the next input; MORE when there is none left. */
static enum status next_input(struct file_port *files)
{
	if (files->in != NULL && files->in != stdin)
		fclose(files->in);
	files->in = NULL;
	if (files->input == files->inputs_count)
		return STATUS_MORE;
	const char *path = files->inputs[files->input++];
	files->in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	files->offset = 0;
	return files->in == NULL ? fail(files, "cannot read", path) : STATUS_OK;
}

static enum status file_poll(struct port *port, int timeout_ms, struct input_message *ret_message)
{
	struct file_port *files = (struct file_port *)port;
	(void)timeout_ms;
	for (;;) {
		ssize_t length = files->in == NULL ? -1 : getline(&files->line, &files->line_bytes, files->in);
		if (length < 0 && files->in != NULL && ferror(files->in))
			return fail(files, "cannot read", files->inputs[files->input - 1]);
		if (length < 0) {
			enum status status = next_input(files);
			if (status == STATUS_MORE)
				port->ended = true;
			if (status != STATUS_OK)
				return status;
			continue;
		}
		files->bytes_read += (uint64_t)length;
		int64_t offset = files->offset++;
		while (length > 0 && (files->line[length - 1] == '\n' || files->line[length - 1] == '\r'))
			length--;
		if (length == 0)
			continue; /* a blank line is no record */
		*ret_message = (struct input_message){
			.at = { bytes_of_string(files->input_topic), (int32_t)files->input - 1, offset },
			.timestamp = CLOCK_ABSENT,
			.value = arena_copy(&files->records, bytes_of(files->line, (size_t)length)),
		};
		return STATUS_OK;
	}
}

static enum status file_begin(struct port *port)
{
	(void)port;
	return STATUS_OK;
}

static enum status file_produce(struct port *port, const struct output_message *message)
{
	struct file_port *files = (struct file_port *)port;
	FILE *out = files->out[message->topic];
	if (out == NULL)
		return STATUS_OK;
	struct arena_mark mark = arena_mark(&files->scratch);
	struct bytes line = output_line(message, &files->scratch);
	bool written = fwrite(line.data, 1, line.length, out) == line.length;
	arena_rewind(&files->scratch, mark);
	return written ? STATUS_OK : fail(files, "cannot write", files->topic_names[message->topic]);
}

static enum status file_commit(struct port *port, const struct port_offset *offsets, uint32_t offsets_count)
{
	struct file_port *files = (struct file_port *)port;
	(void)offsets;
	(void)offsets_count;
	arena_rewind(&files->records, (struct arena_mark){ NULL, 0 });
	return STATUS_OK;
}

static enum status file_abort(struct port *port)
{
	(void)port;
	return STATUS_OK;
}

static clock_ms file_now(struct port *port)
{
	(void)port;
	return CLOCK_ABSENT;
}

static bool file_hurry(struct port *port)
{
	(void)port;
	return false;
}

static void measure_inputs(struct file_port *files)
{
	for (uint32_t i = 0; i < files->inputs_count; i++) {
		struct stat status;
		if (stat(files->inputs[i], &status) != 0 || !S_ISREG(status.st_mode)) {
			files->bytes_total = 0;
			return;
		}
		files->bytes_total += (uint64_t)status.st_size;
	}
}

static enum status open_output(struct file_port *files, const char *directory, uint32_t topic)
{
	char path[4096];
	if (strcmp(directory, "-") == 0) {
		files->out[topic] = stdout;
		return STATUS_OK;
	}
	snprintf(path, sizeof path, "%s/%s.ndjson", directory, files->topic_names[topic]);
	files->out[topic] = fopen(path, "wb");
	return files->out[topic] == NULL ? fail(files, "cannot write", path) : STATUS_OK;
}

enum status file_port_open(struct file_port *files, const char *const *inputs, uint32_t inputs_count, const char *input_topic,
                           const char *const *topic_names, uint32_t topics_count, const char *directory)
{
	*files = (struct file_port){
		.port = { .poll = file_poll, .begin = file_begin, .produce = file_produce, .commit = file_commit,
		          .abort = file_abort, .now = file_now, .hurry = file_hurry },
		.inputs = inputs, .inputs_count = inputs_count, .input_topic = input_topic, .topic_names = topic_names,
	};
	arena_init(&files->records, BLOCK_BYTES);
	arena_init(&files->scratch, BLOCK_BYTES);
	measure_inputs(files);
	if (strcmp(directory, "-") != 0 && mkdir(directory, 0777) != 0 && errno != EEXIST)
		return fail(files, "cannot make the folder", directory);
	for (uint32_t topic = 0; topic < topics_count; topic++) {
		enum status status = open_output(files, directory, topic);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status file_port_close(struct file_port *files)
{
	enum status status = STATUS_OK;
	for (uint32_t topic = 0; topic < TOPIC_COUNT; topic++) {
		FILE *out = files->out[topic];
		if (out != NULL && (out == stdout ? fflush(out) : fclose(out)) != 0)
			status = fail(files, "cannot write", files->topic_names[topic]);
		files->out[topic] = NULL;
	}
	if (files->in != NULL && files->in != stdin)
		fclose(files->in);
	free(files->line);
	arena_free(&files->records);
	arena_free(&files->scratch);
	return status;
}
