/* The primitives of the internal formats: what a reader that trusts nothing answers at each edge. */
#include "binary.h"

#include <math.h>

#include "check_that.h"

static struct arena arena;

static const struct binary_format format = { .magic = { 'T', 'E', 'S', 'T' }, .version = 1, .name = "test" };

static struct binary_read reader(const void *data, size_t length)
{
	return (struct binary_read){ .at = data, .end = (const uint8_t *)data + length };
}

static void test_varints(void)
{
	static const uint64_t values[] = { 0, 1, 127, 128, 300, 16383, 16384, UINT32_MAX, INT64_MAX, UINT64_MAX };
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct buffer buffer;
		buffer_init(&buffer, &arena, 0);
		binary_put_varint(&buffer, values[i]);
		binary_put_signed(&buffer, (int64_t)values[i]);
		binary_put_signed(&buffer, -(int64_t)(values[i] / 2));
		struct binary_read read = reader(buffer.data, buffer.length);
		CHECK_THAT(binary_take_varint(&read, UINT64_MAX) == values[i]);
		CHECK_THAT(binary_take_signed(&read) == (int64_t)values[i]);
		CHECK_THAT(binary_take_signed(&read) == -(int64_t)(values[i] / 2) && binary_is_whole(&read));
	}
}

/* Ten bytes are the longest; the tenth has one bit. */
static void test_varints_refused(void)
{
	static const uint8_t last_bit[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1 };
	static const uint8_t too_high[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2 };
	static const uint8_t too_long[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x81, 0 };
	struct binary_read read = reader(last_bit, sizeof last_bit);
	CHECK_THAT(binary_take_varint(&read, UINT64_MAX) == (uint64_t)1 << 63 && binary_is_whole(&read));
	read = reader(too_high, sizeof too_high);
	CHECK_THAT(binary_take_varint(&read, UINT64_MAX) == 0 && read.failed);
	read = reader(too_long, sizeof too_long);
	CHECK_THAT(binary_take_varint(&read, UINT64_MAX) == 0 && read.failed);
	read = reader(too_long, 9);
	CHECK_THAT(binary_take_varint(&read, UINT64_MAX) == 0 && read.failed);
	read = reader("\x05", 1);
	CHECK_THAT(binary_take_varint(&read, 4) == 0 && read.failed);
}

static void test_views(void)
{
	struct buffer buffer;
	buffer_init(&buffer, &arena, 0);
	binary_put_view(&buffer, (struct bytes){ 0 });
	binary_put_view(&buffer, bytes_of_string(""));
	binary_put_view(&buffer, bytes_of_string("abc"));
	struct binary_read read = reader(buffer.data, buffer.length);
	CHECK_THAT(binary_take_view(&read, 9, &arena).data == NULL);
	struct bytes empty = binary_take_view(&read, 9, &arena);
	CHECK_THAT(empty.data != NULL && empty.length == 0);
	CHECK_THAT(bytes_equal(binary_take_view(&read, 3, &arena), bytes_of_string("abc")) && binary_is_whole(&read));
	read = reader("\x04"
		      "abc", 4);
	CHECK_THAT(binary_take_view(&read, 2, &arena).data == NULL && read.failed);
	read = reader("\x05"
		      "abc", 4);
	CHECK_THAT(binary_take_view(&read, 9, &arena).data == NULL && read.failed);
}

/* A count is believed only as far as the bytes behind it reach. */
static void test_counts(void)
{
	struct binary_read read = reader("\x02"
					 "12345678", 9);
	CHECK_THAT(binary_take_count(&read, 10, 4) == 2 && !read.failed);
	read = reader("\x03"
		      "12345678", 9);
	CHECK_THAT(binary_take_count(&read, 10, 4) == 0 && read.failed);
	read = reader("\x02"
		      "12345678", 9);
	CHECK_THAT(binary_take_count(&read, 1, 4) == 0 && read.failed);
}

static void test_doubles(void)
{
	static const double values[] = { 0, -0.0, 25490.5, 5e-324, HUGE_VAL, -HUGE_VAL };
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct buffer buffer;
		buffer_init(&buffer, &arena, 0);
		binary_put_double(&buffer, values[i]);
		struct binary_read read = reader(buffer.data, buffer.length);
		double back = binary_take_double(&read);
		CHECK_THAT(memcmp(&back, &values[i], sizeof back) == 0 && binary_is_whole(&read));
	}
	struct binary_read read = reader("\0\0\0\0\0\0\xf8\x7f", 8);
	CHECK_THAT(binary_take_double(&read) == 0 && read.failed);
}

/* Once failed, always failed, and only zeros. */
static void test_failure_stays(void)
{
	struct binary_read read = reader("\x09\x01\x01\x01\x01\x01\x01\x01\x01\x01", 10);
	CHECK_THAT(binary_take_byte(&read, 8) == 0 && read.failed);
	CHECK_THAT(binary_take_byte(&read, 255) == 0 && binary_take_varint(&read, 9) == 0 && binary_take_fixed32(&read) == 0);
	CHECK_THAT(binary_take_fixed64(&read) == 0 && binary_take_signed(&read) == 0 && !binary_is_whole(&read));
	read = reader("\x01", 1);
	CHECK_THAT(!binary_is_whole(&read)); /* something is left */
}

static void test_envelope(void)
{
	struct buffer buffer;
	struct binary_read read;
	const char *reason = NULL;
	binary_begin(&buffer, &format, &arena, 0);
	binary_put_fixed32(&buffer, 0x01020304);
	struct bytes bytes = binary_end(&buffer);
	CHECK_THAT(bytes.length == 17 && memcmp(bytes.data, "TEST\x01\x04\x03\x02\x01", 9) == 0);
	CHECK_THAT(binary_open(&read, &format, bytes, &arena, &reason) == STATUS_OK);
	CHECK_THAT(binary_take_fixed32(&read) == 0x01020304 && binary_is_whole(&read));
	CHECK_THAT(binary_open(&read, &format, bytes_of(bytes.data, 12), &arena, &reason) == STATUS_BAD_INPUT);
	CHECK_THAT(strcmp(reason, "The bytes are not a test.") == 0);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_varints();
	test_varints_refused();
	test_views();
	test_counts();
	test_doubles();
	test_failure_stays();
	test_envelope();
	arena_free(&arena);
	return check_that_result();
}
