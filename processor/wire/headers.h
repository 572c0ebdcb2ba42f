/* headers.h: the headers of what is published: CloudEvents 1.0 in Kafka's binary mode, the way back to the consumed record,
 * the trace passed on.
 *
 * ce_specversion, ce_source "parallax", ce_id, ce_type ("parallax.story.joined.v1"), ce_time and content-type stand in every
 * event. An id is made of what the event is about and of the state's order, so that an event sent again has the same.
 * A receipt and a dead letter carry ce_sourcetopic, ce_sourcepartition and ce_sourceoffset: each consumed record has
 * exactly one of them. What follows from a record carries ce_causetopic, ce_causepartition and ce_causeoffset. traceparent
 * and tracestate (W3C Trace Context) of the consumed record go along. In a broker with transactions a record tells its own. */
#ifndef PARALLAX_WIRE_HEADERS_H
#define PARALLAX_WIRE_HEADERS_H

#include "arena.h"
#include "discrepancy.h"
#include "message.h"
#include "story_event.h"

/* Its value is TRANSACTIONAL_ID:NUMBER: of which transaction of the group's a record is, the first being 1. */
#define HEADER_TRANSACTION "parallax_transaction"

struct header_set {
	struct header *items;
	uint32_t count;
};

/* cause is the record that was consumed; NULL where only time passed. Everything lives in the arena, and so long as
 * cause does. */
struct header_set headers_of_story(const struct story_view *story, clock_ms time, const struct input_message *cause,
				   struct arena *arena);
struct header_set headers_of_story_event(const struct story_event *event, const struct input_message *cause,
					 struct arena *arena);
struct header_set headers_of_discrepancy(const struct discrepancy_event *event, const struct input_message *cause,
					 struct arena *arena);

/* Of a sketch record on its way to the stage that clusters: the coordinates of its article and the trace. group is the group that
 * clusters what the sketch stage wrote (parallax_group); absent: the sketch is nobody's input. */
struct header_set headers_of_sketch(const struct input_message *article, struct bytes group, struct arena *arena);

/* True when the sketch was written for this group to cluster. */
bool headers_are_for_group(const struct input_message *sketch, struct bytes group);

/* The coordinates of a sketch's article; they live as long as the sketch's headers. False when the headers do not say. */
bool headers_article_of_sketch(const struct input_message *sketch, struct coordinates *ret_article);

/* Of a record that could not be taken. The headers as received, then ce_source… and
 *   parallax_error_stage   where it failed, in a word: "decode", "size", "sketch", "crashed", "publish"
 *   parallax_error_reason  why, in a sentence
 *   parallax_error_time    record time
 *   parallax_error_bytes   length of the value as received
 *   parallax_error_xxh3    its XXH3 hash of 64 bits in hexadecimal, to know it again where it was too large to be sent on
 * Bytes and hash are left out of a tombstone's. The same in the words of Kafka Connect, for tools that read its dead letters:
 * __connect.errors.topic, .partition, .offset, .stage, .exception.class.name ("parallax.decode") and .exception.message.
 * Received headers of these names, as a dead letter consumed again has, give way to the new ones. */
struct header_set headers_of_deadletter(const struct input_message *message, const char *stage, const char *reason,
					struct arena *arena);

/* The part of them that says why, without coordinates and time, of a value that failed. Takes FAILURE_HEADERS_MAX items at most;
 * returns how many. */
#define FAILURE_HEADERS_MAX 7
uint32_t headers_of_failure(const char *stage, const char *reason, struct bytes value, struct header *items, struct arena *arena);

/* True of the names that a dead letter's own headers have. */
bool header_is_of_failure(struct bytes name);

/* True for the actions that are a record's one receipt. */
bool story_action_is_receipt(enum story_action action);

#endif
