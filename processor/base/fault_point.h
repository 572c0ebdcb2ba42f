/* fault_point.h: places where the fault tests may end, freeze or delay the process. Without the CMake option
 * PARALLAX_FAULT_POINTS nothing of it is compiled.
 *
 * PARALLAX_FAULT=NAME:COUNT[:ACTION] in the environment acts the COUNTth time that NAME is passed: kill (as kill -9 does; the
 * default), soon=MS (the same so many milliseconds later), stop (SIGSTOP), sleep=MS. PARALLAX_FAULT_RECORD=TEXT aborts the
 * process whenever it takes a record that holds the text, PARALLAX_FAULT_OUTPUT=TEXT whenever it publishes one. Other variables
 * are asked for by name where they act. */
#ifndef PARALLAX_BASE_FAULT_POINT_H
#define PARALLAX_BASE_FAULT_POINT_H

#include <stdbool.h>

#include "bytes.h"

#ifdef PARALLAX_FAULT_POINTS
bool fault_point(const char *name); /* whether it acted */
void fault_text(const char *variable, struct bytes value);
bool fault_is_set(const char *variable);
#define FAULT_POINT(name) fault_point(name)
#define FAULT_ACTS(name) fault_point(name)
#define FAULT_IS_SET(variable) fault_is_set(variable)
#define FAULT_RECORD(value) fault_text("PARALLAX_FAULT_RECORD", value)
#define FAULT_OUTPUT(value) fault_text("PARALLAX_FAULT_OUTPUT", value)
#else
#define FAULT_POINT(name) ((void)0)
#define FAULT_ACTS(name) false
#define FAULT_IS_SET(variable) false
#define FAULT_RECORD(value) ((void)0)
#define FAULT_OUTPUT(value) ((void)0)
#endif

#endif
