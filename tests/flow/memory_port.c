#include "memory_port.h"

#include "check.h"

#define BLOCK_BYTES ((size_t)1 << 20)

/* The answer that the test planned for this call. */
static enum status answer(struct memory_port *memory, enum memory_call call)
{
	uint32_t number = memory->calls[call]++;
	if (memory->failure == STATUS_OK || memory->failing != call || memory->failure_at != number)
		return STATUS_OK;
	enum status failure = memory->failure;
	memory->failure = STATUS_OK;
	return failure;
}

static enum status memory_poll(struct port *port, int timeout_ms, struct input_message *ret_message)
{
	struct memory_port *memory = (struct memory_port *)port;
	enum status status = answer(memory, MEMORY_POLL);
	if (memory->clock != CLOCK_ABSENT)
		memory->clock += memory->clock_step;
	if (status != STATUS_OK)
		return status;
	if (memory->inputs_taken == memory->inputs_count) {
		port->ended = memory->ends;
		if (memory->clock != CLOCK_ABSENT)
			memory->clock += timeout_ms;
		return STATUS_MORE;
	}
	*ret_message = memory->inputs[memory->inputs_taken++];
	memory->taken_since_commit++;
	return STATUS_OK;
}

static struct memory_transaction *current(struct memory_port *memory)
{
	CHECK(memory->in_transaction);
	return &memory->transactions[memory->transactions_count - 1];
}

static enum status memory_begin(struct port *port)
{
	struct memory_port *memory = (struct memory_port *)port;
	CHECK(!memory->in_transaction && memory->transactions_count < MEMORY_TRANSACTIONS_MAX);
	memory->in_transaction = true;
	memory->transactions[memory->transactions_count++] = (struct memory_transaction){
		.messages = arena_take(&memory->memory, MEMORY_MESSAGES_MAX * sizeof(struct output_message)),
	};
	return answer(memory, MEMORY_BEGIN);
}

static enum status memory_produce(struct port *port, const struct output_message *message)
{
	struct memory_port *memory = (struct memory_port *)port;
	struct memory_transaction *transaction = current(memory);
	enum status status = answer(memory, MEMORY_PRODUCE);
	if (status != STATUS_OK)
		return status;
	CHECK(transaction->messages_count < MEMORY_MESSAGES_MAX);
	struct header *headers = arena_take(&memory->memory, (message->headers_count + (size_t)1) * sizeof *headers);
	for (uint32_t i = 0; i < message->headers_count; i++)
		headers[i] = (struct header){ arena_copy(&memory->memory, message->headers[i].name),
			                      arena_copy(&memory->memory, message->headers[i].value) };
	struct output_message *copy = &transaction->messages[transaction->messages_count++];
	*copy = *message;
	copy->key = arena_copy(&memory->memory, message->key);
	copy->value = arena_copy(&memory->memory, message->value);
	copy->headers = headers;
	return STATUS_OK;
}

static enum status memory_commit(struct port *port, const struct port_offset *offsets, uint32_t offsets_count)
{
	struct memory_port *memory = (struct memory_port *)port;
	struct memory_transaction *transaction = current(memory);
	transaction->offsets = arena_take(&memory->memory, (offsets_count + (size_t)1) * sizeof *offsets);
	transaction->offsets_count = offsets_count;
	if (offsets_count > 0)
		memcpy(transaction->offsets, offsets, offsets_count * sizeof *offsets);
	enum status status = answer(memory, MEMORY_COMMIT);
	if (status != STATUS_OK)
		return status;
	transaction->committed = true;
	memory->in_transaction = false;
	memory->taken_since_commit = 0;
	return STATUS_OK;
}

static enum status memory_abort(struct port *port)
{
	struct memory_port *memory = (struct memory_port *)port;
	memory->in_transaction = false;
	return answer(memory, MEMORY_ABORT);
}

static clock_ms memory_now(struct port *port)
{
	return ((struct memory_port *)port)->clock;
}

static bool memory_hurry(struct port *port)
{
	const struct memory_port *memory = (const struct memory_port *)port;
	return memory->hurry_after > 0 && memory->taken_since_commit >= memory->hurry_after;
}

void memory_port_init(struct memory_port *memory)
{
	*memory = (struct memory_port){
		.port = { .poll = memory_poll, .begin = memory_begin, .produce = memory_produce, .commit = memory_commit,
		          .abort = memory_abort, .now = memory_now, .hurry = memory_hurry },
		.clock = CLOCK_ABSENT, .ends = true,
	};
	arena_init(&memory->memory, BLOCK_BYTES);
}

void memory_port_free(struct memory_port *memory)
{
	arena_free(&memory->memory);
}

void memory_port_add(struct memory_port *memory, const char *topic, int32_t partition, clock_ms timestamp, const char *value)
{
	int64_t offset = 0;
	CHECK(memory->inputs_count < MEMORY_INPUTS_MAX);
	for (uint32_t i = 0; i < memory->inputs_count; i++)
		offset += memory->inputs[i].at.partition == partition && bytes_equal(memory->inputs[i].at.topic, bytes_of_string(topic));
	memory->inputs[memory->inputs_count++] = (struct input_message){
		.at = { bytes_of_string(topic), partition, offset },
		.timestamp = timestamp,
		.value = value == NULL ? (struct bytes){ NULL, 0 } : arena_copy(&memory->memory, bytes_of_string(value)),
	};
}

static bool views_equal(struct bytes a, struct bytes b)
{
	return (a.data == NULL) == (b.data == NULL) && bytes_equal(a, b);
}

static bool messages_equal(const struct output_message *a, const struct output_message *b)
{
	if (a->topic != b->topic || a->partition != b->partition || a->timestamp != b->timestamp || !views_equal(a->key, b->key) ||
	    !views_equal(a->value, b->value) || a->headers_count != b->headers_count)
		return false;
	for (uint32_t i = 0; i < a->headers_count; i++)
		if (!views_equal(a->headers[i].name, b->headers[i].name) || !views_equal(a->headers[i].value, b->headers[i].value))
			return false;
	return true;
}

bool memory_transactions_equal(const struct memory_transaction *a, const struct memory_transaction *b)
{
	if (a->messages_count != b->messages_count)
		return false;
	for (uint32_t i = 0; i < a->messages_count; i++)
		if (!messages_equal(&a->messages[i], &b->messages[i]))
			return false;
	return true;
}

struct bytes memory_header(const struct output_message *message, const char *name)
{
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (bytes_equal(message->headers[i].name, bytes_of_string(name)))
			return message->headers[i].value;
	return (struct bytes){ NULL, 0 };
}
