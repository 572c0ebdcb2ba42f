/* admin_request.h: what a client of the admin endpoint asks for, of the bytes that it has sent so far. */
#ifndef PARALLAX_EDGE_ADMIN_REQUEST_H
#define PARALLAX_EDGE_ADMIN_REQUEST_H

#include <stdbool.h>

#include "bytes.h"

enum admin_target { TARGET_NONE, TARGET_METRICS, TARGET_LIVE, TARGET_READY };

struct admin_request {
	int refusal; /* the HTTP status to refuse it with; 0: it is in order */
	enum admin_target target;
	bool head_only; /* HEAD: the answer without its body */
};

/* False: its end has not come yet. A request ends with an empty line; its header fields are not looked at. */
bool admin_request_read(struct bytes received, struct admin_request *ret_request);

#endif
