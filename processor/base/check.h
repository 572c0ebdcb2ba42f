/* check.h: assertions that stay on in release. A failed one means that we are wrong: the process ends. */
#ifndef PARALLAX_BASE_CHECK_H
#define PARALLAX_BASE_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                                                   \
	((condition) ? (void)0                                                                             \
	             : (fprintf(stderr, "parallax: %s:%d: broken assertion: %s\n", __FILE__, __LINE__, #condition), \
	                abort()))

#endif
