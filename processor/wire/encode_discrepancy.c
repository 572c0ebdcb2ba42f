#include <math.h>

#include "check.h"
#include "encode.h"
#include "enum_names.h"
#include "json_write.h"
#include "timestamp.h"

#define DAY_LENGTH 10 /* 2024-05-06 */

static bool is_stated_exactly(const struct claim *claim)
{
	return !claim->vague && claim->bound == BOUND_EXACT && claim->low == claim->exact && claim->high == claim->exact;
}

/* Of a day's number in a date the day as well. */
static void write_value(struct json_write *write, const struct claim *claim, bool date)
{
	if (claim->kind == FIGURE_ACTOR) {
		json_write_text(write, claim->raw);
		return;
	}
	if (is_stated_exactly(claim) && !date) {
		json_write_number(write, claim->exact);
		return;
	}
	json_write_open(write, '{');
	json_write_key(write, "low");
	json_write_number(write, claim->low);
	json_write_key(write, "high");
	json_write_number(write, claim->high);
	json_write_key(write, "exact");
	if (claim->vague)
		json_write_null(write);
	else
		json_write_number(write, claim->exact);
	json_write_key(write, "bound");
	json_write_string(write, claim->vague && claim->bound == BOUND_EXACT ? "vague" : bound_name(claim->bound));
	if (date) {
		json_write_key(write, "date");
		char day[TIMESTAMP_SIZE];
		timestamp_print(claim->date * CLOCK_DAY, day);
		day[DAY_LENGTH] = 0;
		json_write_string(write, day);
	}
	json_write_close(write, '}');
}

/* In what the value is told: a currency of ISO 4217, percent, or the unit of a measure or an age. */
static void write_unit(struct json_write *write, const struct claim *claim)
{
	const char currency[4] = { (char)(claim->currency >> 16 & 0x7f), (char)(claim->currency >> 8 & 0x7f),
				   (char)(claim->currency & 0x7f), 0 };
	if (claim->currency != 0)
		json_write_string(write, currency);
	else if (claim->kind == FIGURE_PERCENT)
		json_write_string(write, "percent");
	else
		json_write_string(write, unit_name(claim->unit));
}

static void write_span(struct json_write *write, const struct claim *claim)
{
	json_write_open(write, '{');
	json_write_key(write, "field");
	json_write_string(write, field_name((enum field)claim->field));
	json_write_key(write, "byte_start");
	json_write_unsigned(write, claim->received_bytes.start);
	json_write_key(write, "byte_length");
	json_write_unsigned(write, claim->received_bytes.length);
	json_write_key(write, "start");
	json_write_unsigned(write, claim->received_points.start);
	json_write_key(write, "length");
	json_write_unsigned(write, claim->received_points.length);
	json_write_close(write, '}');
}

/* An article that says nothing in this slot (an omission) has an assertion without a claim. */
static void write_no_claim(struct json_write *write)
{
	static const char *const keys[] = { "value", "unit", "raw", "span", "sentence", "as_of", "as_of_basis" };
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		json_write_key(write, keys[i]);
		json_write_null(write);
	}
}

static void write_claim(struct json_write *write, const struct claim *claim, bool date)
{
	json_write_key(write, "value");
	write_value(write, claim, date && claim->date != 0);
	json_write_key(write, "unit");
	write_unit(write, claim);
	json_write_key(write, "raw");
	json_write_text(write, claim->raw);
	json_write_key(write, "span");
	write_span(write, claim);
	json_write_key(write, "sentence");
	json_write_text(write, claim->sentence);
	json_write_key(write, "as_of");
	json_write_time(write, claim->as_of);
	json_write_key(write, "as_of_basis");
	json_write_string(write, as_of_basis_name(claim->as_of_basis));
}

static void write_assertion(struct json_write *write, const struct assertion *assertion, bool date)
{
	json_write_open(write, '{');
	json_write_key(write, "uri");
	json_write_text(write, assertion->uri);
	json_write_key(write, "version");
	json_write_unsigned(write, assertion->version);
	json_write_key(write, "source");
	json_write_text(write, assertion->source);
	json_write_key(write, "language");
	json_write_text(write, assertion->language);
	json_write_key(write, "origin");
	json_write_id(write, assertion->origin);
	if (assertion->claim == NULL)
		write_no_claim(write);
	else
		write_claim(write, assertion->claim, date);
	json_write_key(write, "published");
	json_write_time(write, assertion->published);
	json_write_close(write, '}');
}

/* The articles that the event rests on, each once, in the order of their assertions. */
static void write_references(struct json_write *write, const struct discrepancy_event *event)
{
	json_write_key(write, "references");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < event->assertions_count; i++) {
		bool first = true;
		for (uint32_t j = 0; j < i && first; j++)
			first = !bytes_equal(event->assertions[j].uri, event->assertions[i].uri);
		if (first)
			json_write_text(write, event->assertions[i].uri);
	}
	json_write_close(write, ']');
}

static void write_step(struct json_write *write, const struct discrepancy_event *event)
{
	json_write_key(write, "discrepancy_id");
	json_write_id(write, event->discrepancy);
	json_write_key(write, "story_id");
	json_write_id(write, event->story);
	json_write_key(write, "seq");
	json_write_unsigned(write, event->seq);
	json_write_key(write, "revision");
	json_write_unsigned(write, event->revision);
	json_write_key(write, "action");
	json_write_string(write, discrepancy_action_name(event->action));
	json_write_key(write, "type");
	json_write_string(write, discrepancy_type_name(event->type));
	json_write_key(write, "verdict");
	json_write_string(write, discrepancy_verdict_name(event->verdict));
	json_write_key(write, "severity");
	json_write_string(write, discrepancy_severity_name(event->severity));
	json_write_key(write, "slot");
	json_write_string(write, event->slot);
	json_write_key(write, "bulletin_id");
	json_write_id(write, event->bulletin);
	json_write_key(write, "confidence");
	json_write_fixed(write, event->confidence, 3);
	json_write_key(write, "reasons");
	json_write_open(write, '[');
	for (uint32_t i = 0; i < event->reasons_count; i++)
		json_write_string(write, event->reasons[i]);
	json_write_close(write, ']');
}

struct bytes encode_discrepancy(const struct discrepancy_event *event, struct arena *arena)
{
	CHECK(event->reasons_count <= DISCREPANCY_REASONS_MAX);
	struct json_write write;
	json_write_begin(&write, arena, 768 + (size_t)event->assertions_count * 768);
	json_write_open(&write, '{');
	write_step(&write, event);
	json_write_key(&write, "articles");
	json_write_unsigned(&write, event->articles);
	json_write_key(&write, "origins");
	json_write_unsigned(&write, event->origins);
	write_references(&write, event);
	json_write_key(&write, "assertions");
	json_write_open(&write, '[');
	for (uint32_t i = 0; i < event->assertions_count; i++)
		write_assertion(&write, &event->assertions[i], event->type == DISCREPANCY_DATE);
	json_write_close(&write, ']');
	json_write_key(&write, "time");
	json_write_time(&write, event->time);
	json_write_close(&write, '}');
	return json_write_end(&write);
}
