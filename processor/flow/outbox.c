#include "outbox.h"

#include <stdlib.h>

#include "grow.h"

void outbox_add(struct outbox *outbox, struct output_message message)
{
	GROW(outbox->messages, outbox->count, outbox->capacity);
	outbox->messages[outbox->count++] = message;
}

void outbox_clear(struct outbox *outbox)
{
	outbox->count = 0;
}

void outbox_free(struct outbox *outbox)
{
	free(outbox->messages);
	*outbox = (struct outbox){ .count = 0 };
}
