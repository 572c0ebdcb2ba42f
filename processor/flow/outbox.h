/* outbox.h: what one batch will publish, kept until it is committed so that the same outbox can be sent again. */
#ifndef PARALLAX_FLOW_OUTBOX_H
#define PARALLAX_FLOW_OUTBOX_H

#include "message.h"
#include "port.h"

struct outbox {
	struct output_message *messages;
	uint32_t count, capacity;
};

void outbox_add(struct outbox *outbox, struct output_message message);
void outbox_clear(struct outbox *outbox);
void outbox_free(struct outbox *outbox);

#endif
