#include "decode.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#include "check.h"
#include "decode_ninjs.h"

__attribute__((format(printf, 2, 3))) static const char *say(struct arena *arena, const char *format, ...)
{
	char text[160];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return (const char *)arena_copy(arena, bytes_of_string(text)).data;
}

/* What jansson refused, in words that help without its source at hand. */
static const char *reason_of_error(const json_error_t *error, struct arena *arena)
{
	CHECK(json_error_code(error) != json_error_out_of_memory);
	switch (json_error_code(error)) {
	case json_error_stack_overflow:
		return "The JSON is nested too deeply.";
	case json_error_invalid_utf8:
		return say(arena, "The bytes are not valid UTF-8, at byte %d.", error->position);
	case json_error_premature_end_of_input:
		return "The JSON ends too early.";
	case json_error_end_of_input_expected:
		return say(arena, "Something follows the JSON object, at byte %d.", error->position);
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return say(arena, "A string holds the character U+0000, at byte %d.", error->position);
	case json_error_duplicate_key:
		return say(arena, "An object has the same key twice, at byte %d.", error->position);
	case json_error_numeric_overflow:
		return say(arena, "A number is too large, at byte %d.", error->position);
	default:
		return say(arena, "The JSON is not well formed, at byte %d (line %d).", error->position, error->line);
	}
}

static const char *reason_of_bytes(struct bytes json)
{
	if (json.data == NULL)
		return "There is no value: the record is a tombstone.";
	if (json.length == 0)
		return "The value is empty.";
	if (json.length >= 3 && memcmp(json.data, "\xef\xbb\xbf", 3) == 0)
		return "The value begins with a byte order mark, which JSON does not allow.";
	return NULL;
}

static enum status decode_root(const json_t *root, struct arena *arena, struct article *ret_article, const char **ret_reason)
{
	struct article article;
	const char *reason = "The JSON is not an object.";
	if (json_is_object(root))
		reason = ninjs_read(root, arena, &article);
	if (reason != NULL) {
		*ret_reason = reason;
		return STATUS_BAD_INPUT;
	}
	*ret_article = article;
	return STATUS_OK;
}

enum status decode_article(struct bytes json, struct arena *arena, struct article *ret_article, const char **ret_reason)
{
	const char *reason = reason_of_bytes(json);
	if (reason != NULL) {
		*ret_reason = reason;
		return STATUS_BAD_INPUT;
	}
	json_error_t error;
	json_t *root = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (root == NULL) {
		*ret_reason = reason_of_error(&error, arena);
		return STATUS_BAD_INPUT;
	}
	enum status status = decode_root(root, arena, ret_article, ret_reason);
	json_decref(root);
	return status;
}
