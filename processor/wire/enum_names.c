#include "enum_names.h"

#include "check.h"

#define COUNT(names) (sizeof(names) / sizeof((names)[0]))

/* A new enumerator without a word here does not compile. */
#define COMPLETE(names, kinds) _Static_assert(COUNT(names) == (kinds), "a name is missing")

static const char *name_at(const char *const *names, size_t count, unsigned number)
{
	CHECK(number < count);
	return names[number];
}

const char *story_action_name(enum story_action action)
{
	static const char *const names[] = { "opened", "joined", "updated", "ignored", "held", "suspended", "retracted",
					     "merged", "split", "moved", "closed", "released" };
	COMPLETE(names, STORY_ACTIONS);
	return name_at(names, COUNT(names), action);
}

const char *story_status_name(enum story_status status)
{
	static const char *const names[] = { "open", "closed", "merged" };
	COMPLETE(names, STORY_IS_MERGED + 1);
	return name_at(names, COUNT(names), status);
}

const char *discrepancy_action_name(enum discrepancy_action action)
{
	static const char *const names[] = { "opened", "updated", "resolved", "retracted" };
	COMPLETE(names, DISCREPANCY_ACTIONS);
	return name_at(names, COUNT(names), action);
}

const char *discrepancy_type_name(enum discrepancy_type type)
{
	static const char *const names[] = { "figure", "date", "intra_document", "version", "attribution", "omission",
					     "single_source" };
	COMPLETE(names, DISCREPANCY_TYPES);
	return name_at(names, COUNT(names), type);
}

const char *discrepancy_verdict_name(enum discrepancy_verdict verdict)
{
	static const char *const names[] = { "conflict", "update", "downward_revision", "stale_background", "unresolved",
					     "bound_compatible" };
	COMPLETE(names, VERDICTS);
	return name_at(names, COUNT(names), verdict);
}

const char *discrepancy_severity_name(enum discrepancy_severity severity)
{
	static const char *const names[] = { "info", "notice", "alert" };
	COMPLETE(names, SEVERITIES);
	return name_at(names, COUNT(names), severity);
}

const char *figure_kind_name(enum figure_kind kind)
{
	static const char *const names[] = { "count", "money", "percent", "measure", "age", "year", "time", "score", "ordinal",
					     "version", "id", "phone", "actor" };
	COMPLETE(names, FIGURE_KINDS);
	return name_at(names, COUNT(names), kind);
}

const char *as_of_basis_name(enum as_of_basis basis)
{
	static const char *const names[] = { "published", "stated" };
	COMPLETE(names, AS_OF_STATED + 1);
	return name_at(names, COUNT(names), basis);
}

const char *key_kind_name(enum key_kind kind)
{
	static const char *const names[] = { "name", "coarse", "place", "figure", "date", "concept", "word" };
	COMPLETE(names, KEY_KINDS);
	return name_at(names, COUNT(names), kind);
}

const char *bound_name(enum lexicon_bound bound)
{
	static const char *const names[] = { "exact", "at_least", "more_than", "at_most", "less_than", "about", "nearly" };
	COMPLETE(names, BOUND_KINDS);
	return name_at(names, COUNT(names), bound);
}

const char *counted_name(enum lexicon_counted counted)
{
	static const char *const names[] = { NULL, "dead", "injured", "missing", "detained", "displaced", "evacuated", "rescued",
					     "hostages", "infected", "troops", "votes", "seats", "people" };
	COMPLETE(names, COUNTED_KINDS);
	return name_at(names, COUNT(names), counted);
}

const char *unit_name(enum lexicon_unit unit)
{
	static const char *const names[] = { NULL, "km", "m", "cm", "mm", "mile", "ft", "kg", "g", "tonne", "lb", "sqkm", "ha",
					     "acre", "litre", "celsius", "fahrenheit", "kmh", "mph", "hour", "minute", "second",
					     "day", "week", "month", "year", "magnitude", "megawatt" };
	COMPLETE(names, UNIT_KINDS);
	return name_at(names, COUNT(names), unit);
}

const char *field_name(enum field field)
{
	static const char *const names[] = { "headline", "body" };
	return name_at(names, COUNT(names), field);
}
