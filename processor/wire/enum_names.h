/* enum_names.h: the words by which events, headers and explanations call what the record room numbers.
 * They are published: changing one changes schemas/. A number that its enum does not have is an error of ours and ends
 * the process. */
#ifndef PARALLAX_WIRE_ENUM_NAMES_H
#define PARALLAX_WIRE_ENUM_NAMES_H

#include "article.h"
#include "claim.h"
#include "discrepancy.h"
#include "measures.h"
#include "sketch_record.h"
#include "story_event.h"

const char *story_action_name(enum story_action action);
const char *story_status_name(enum story_status status);
const char *discrepancy_action_name(enum discrepancy_action action);
const char *discrepancy_type_name(enum discrepancy_type type);
const char *discrepancy_verdict_name(enum discrepancy_verdict verdict);
const char *discrepancy_severity_name(enum discrepancy_severity severity);
const char *figure_kind_name(enum figure_kind kind);
const char *as_of_basis_name(enum as_of_basis basis);
const char *key_kind_name(enum key_kind kind);
const char *bound_name(enum lexicon_bound bound);

/* NULL for COUNTED_NONE and UNIT_NONE. */
const char *counted_name(enum lexicon_counted counted);
const char *unit_name(enum lexicon_unit unit);

const char *field_name(enum field field);

#endif
