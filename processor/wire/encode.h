/* encode.h: the JSON values of what is published. schemas/ has a schema for each; a member of the structs that is absent
 * is null, so that a value always has the same members. Equal structs give equal bytes. Values live in the arena. */
#ifndef PARALLAX_WIRE_ENCODE_H
#define PARALLAX_WIRE_ENCODE_H

#include "arena.h"
#include "discrepancy.h"
#include "story_event.h"

/* wire.stories: a story as it stands. Languages and headlines are those of the members shown, in bytewise order of their
 * tags; a language's headline is the one of its newest member that has one. */
struct bytes encode_story(const struct story_view *story, struct arena *arena);

/* wire.story-events: what happened to a story. The other story goes by what it is to this one: merged_into, split_from or
 * moved_from. */
struct bytes encode_story_event(const struct story_event *event, struct arena *arena);

/* wire.discrepancies: a step in the life of one. A value is a number when it was stated exactly, otherwise the interval
 * that it allows, with the number stated in "exact" (null for a vague word) and null in "high" where it is open. */
struct bytes encode_discrepancy(const struct discrepancy_event *event, struct arena *arena);

#endif
