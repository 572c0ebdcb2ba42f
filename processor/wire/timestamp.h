/* timestamp.h: times as wires and events write them, ISO 8601. Pure; knows no time zone but the offset in the text. */
#ifndef PARALLAX_WIRE_TIMESTAMP_H
#define PARALLAX_WIRE_TIMESTAMP_H

#include "bytes.h"
#include "clock.h"

/* 2024-01-24T12:00:00.000Z and its closing zero byte. */
#define TIMESTAMP_SIZE 25

/* Reads a date (2024-01-24, 20240124), alone or followed by T or a blank and a time (12:00, 12:00:00, 120000, with a
 * fraction or not) and an offset (Z, +00:00, +0000, +00; none means UTC). Digits behind the millisecond are dropped; a
 * date alone is its first moment. False for anything else: days and hours that do not exist, words behind it. */
bool timestamp_parse(struct bytes text, clock_ms *ret_time);

/* Prints a time in UTC with milliseconds. Years before 0001 and after 9999, which the form cannot tell, become the first
 * and the last moment that it can. */
void timestamp_print(clock_ms time, char ret_text[TIMESTAMP_SIZE]);

#endif
