/* The JSON writer: escapes, numbers, commas. */
#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "check_that.h"
#include "json_write.h"

static struct arena arena;

static bool is_text(struct bytes got, const char *expected)
{
	bool same = bytes_equal(got, bytes_of_string(expected));
	if (!same)
		fprintf(stderr, "  got %.*s, not %s\n", (int)got.length, (const char *)got.data, expected);
	return same;
}

static struct bytes one_text(const void *text, size_t length)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_text(&write, bytes_of(text, length));
	return json_write_end(&write);
}

static void test_strings(void)
{
	static const struct {
		const char *text, *json;
	} cases[] = {
		{ "", "\"\"" },
		{ "plain", "\"plain\"" },
		{ "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
		{ "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
		{ "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
		{ "Müller Патрушев باتروشيف 二万 😀", "\"Müller Патрушев باتروشيف 二万 😀\"" },
		{ "\xe2\x80\xa8\xe2\x80\xa9", "\"\xe2\x80\xa8\xe2\x80\xa9\"" },
		{ "\xf4\x8f\xbf\xbf\xef\xbf\xbf", "\"\xf4\x8f\xbf\xbf\xef\xbf\xbf\"" },
		/* What is not UTF-8: a lone continuation, overlong forms, a surrogate, too high, cut short. */
		{ "a\x80z", "\"a\xef\xbf\xbdz\"" },
		{ "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xe0\x80\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xf4\x90\x80\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "x\xe2\x82", "\"x\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xc3\"", "\"\xef\xbf\xbd\\\"\"" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CHECK_THAT(is_text(one_text(cases[i].text, strlen(cases[i].text)), cases[i].json));
	CHECK_THAT(is_text(one_text("a\0b", 3), "\"a\\u0000b\""));
	CHECK_THAT(is_text(one_text(NULL, 0), "null"));
}

/* Any bytes at all give a string that jansson reads. */
static void test_any_bytes(void)
{
	uint64_t state = 88172645463325252u;
	for (int round = 0; round < 20000; round++) {
		uint8_t text[24];
		size_t length = (size_t)round % sizeof text;
		for (size_t i = 0; i < length; i++) {
			state ^= state << 13, state ^= state >> 7, state ^= state << 17;
			text[i] = (uint8_t)(state >> 32);
		}
		struct arena_mark mark = arena_mark(&arena);
		struct bytes json = one_text(text, length);
		json_t *value = json_loadb((const char *)json.data, json.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		CHECK_THAT(json_is_string(value));
		json_decref(value);
		arena_rewind(&arena, mark);
	}
}

static struct bytes one_number(double value)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_number(&write, value);
	return json_write_end(&write);
}

static void test_numbers(void)
{
	static const struct {
		double value;
		const char *json;
	} cases[] = {
		{ 0, "0" }, { -0.0, "0" }, { 1, "1" }, { -17, "-17" }, { 25490, "25490" },
		{ 9007199254740992.0, "9007199254740992" }, { -9007199254740992.0, "-9007199254740992" },
		{ 0.1, "0.1" }, { 2.6, "2.6" }, { -3.5, "-3.5" }, { 0.1 + 0.2, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 1e300, "1e+300" }, { 5e-324, "4.94065645841247e-324" }, { 1e16, "1e+16" },
		{ 123456789012345678.0, "1.2345678901234568e+17" },
		{ (double)INFINITY, "null" }, { -(double)INFINITY, "null" }, { (double)NAN, "null" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CHECK_THAT(is_text(one_number(cases[i].value), cases[i].json));
}

static void test_numbers_come_back(void)
{
	uint64_t bits = 0x9e3779b97f4a7c15u;
	for (int round = 0; round < 50000; round++) {
		bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
		double value;
		memcpy(&value, &bits, sizeof value);
		if (!isfinite(value))
			continue;
		struct arena_mark mark = arena_mark(&arena);
		struct bytes json = arena_copy(&arena, one_number(value));
		CHECK_THAT(strtod((const char *)json.data, NULL) == value);
		arena_rewind(&arena, mark);
	}
}

static struct bytes one_fixed(double value, int decimals)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_fixed(&write, value, decimals);
	return json_write_end(&write);
}

static void test_fixed(void)
{
	CHECK_THAT(is_text(one_fixed(0.5, 3), "0.500"));
	CHECK_THAT(is_text(one_fixed(-0.0001, 3), "0.000"));
	CHECK_THAT(is_text(one_fixed(-0.4, 0), "0"));
	CHECK_THAT(is_text(one_fixed(-0.0006, 3), "-0.001"));
	CHECK_THAT(is_text(one_fixed(1.0 / 3, 4), "0.3333"));
	CHECK_THAT(is_text(one_fixed(12345.678, 0), "12346"));
	CHECK_THAT(is_text(one_fixed((double)NAN, 2), "null"));
	CHECK_THAT(one_fixed(1e308, 9).length == 319);
}

static void test_whole_numbers(void)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_open(&write, '[');
	json_write_unsigned(&write, UINT64_MAX);
	json_write_signed(&write, INT64_MIN);
	json_write_signed(&write, 7);
	json_write_id(&write, 0xabcdef);
	json_write_id(&write, 0);
	json_write_time(&write, 0);
	json_write_time(&write, CLOCK_ABSENT);
	json_write_close(&write, ']');
	CHECK_THAT(is_text(json_write_end(&write), "[18446744073709551615,-9223372036854775808,7,\"0000000000abcdef\",null,"
						   "\"1970-01-01T00:00:00.000Z\",null]"));
}

static void test_commas(void)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_open(&write, '{');
	json_write_key(&write, "a");
	json_write_open(&write, '[');
	json_write_close(&write, ']');
	json_write_key(&write, "b");
	json_write_open(&write, '{');
	json_write_close(&write, '}');
	json_write_key(&write, "c\n");
	json_write_bool(&write, true);
	json_write_key(&write, "d");
	json_write_open(&write, '[');
	json_write_bool(&write, false);
	json_write_null(&write);
	json_write_string(&write, "x");
	json_write_string(&write, NULL);
	json_write_open(&write, '[');
	json_write_signed(&write, 1);
	json_write_close(&write, ']');
	json_write_signed(&write, 2);
	json_write_raw(&write, bytes_of_string("{\"e\":3}"));
	json_write_close(&write, ']');
	json_write_close(&write, '}');
	CHECK_THAT(is_text(json_write_end(&write), "{\"a\":[],\"b\":{},\"c\\n\":true,\"d\":[false,null,\"x\",null,[1],2,{\"e\":3}]}"));
}

/* A buffer that is outgrown many times keeps what was written. */
static void test_growth(void)
{
	struct json_write write;
	json_write_begin(&write, &arena, 1);
	json_write_open(&write, '[');
	for (int i = 0; i < 5000; i++)
		json_write_signed(&write, i);
	json_write_close(&write, ']');
	struct bytes json = json_write_end(&write);
	json_t *array = json_loadb((const char *)json.data, json.length, 0, NULL);
	CHECK_THAT(json_array_size(array) == 5000);
	CHECK_THAT(json_integer_value(json_array_get(array, 4999)) == 4999);
	json_decref(array);
}

/* Where a locale with a decimal comma is installed, the numbers stay JSON's. */
static void test_locale(void)
{
	static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "ps_AF.UTF-8", "de_DE" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (setlocale(LC_NUMERIC, names[i]) == NULL)
			continue;
		CHECK_THAT(is_text(one_number(2.5), "2.5"));
		CHECK_THAT(is_text(one_fixed(2.5, 2), "2.50"));
		CHECK_THAT(is_text(one_fixed(-0.0001, 2), "0.00"));
	}
	setlocale(LC_NUMERIC, "C");
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_strings();
	test_any_bytes();
	test_numbers();
	test_numbers_come_back();
	test_fixed();
	test_whole_numbers();
	test_commas();
	test_growth();
	test_locale();
	arena_free(&arena);
	return check_that_result();
}
