/* coordinates.h: where a consumed record stood. */
#ifndef PARALLAX_RECORD_COORDINATES_H
#define PARALLAX_RECORD_COORDINATES_H

#include "bytes.h"

struct coordinates {
	struct bytes topic; /* of replay: the file's name */
	int32_t partition;
	int64_t offset;
};

#endif
