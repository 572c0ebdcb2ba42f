/* What is taken for a request, and what is refused. */
#include "admin_request.h"

#include "check_that.h"

static struct admin_request read_whole(const char *text)
{
	struct admin_request request = { .refusal = -1 };
	CHECK_THAT(admin_request_read(bytes_of_string(text), &request));
	return request;
}

static void targets(void)
{
	CHECK_THAT(read_whole("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").target == TARGET_METRICS);
	CHECK_THAT(read_whole("GET /health/live HTTP/1.0\r\n\r\n").target == TARGET_LIVE);
	CHECK_THAT(read_whole("GET /health/ready?from=probe HTTP/1.1\n\n").target == TARGET_READY);
	struct admin_request head = read_whole("HEAD /metrics HTTP/1.1\r\n\r\n");
	CHECK_THAT(head.refusal == 0 && head.head_only && head.target == TARGET_METRICS);
}

static void refusals(void)
{
	static const struct {
		const char *text;
		int refusal;
	} rows[] = {
		{ "GET /metrics HTTP/1.1\r\n\r\n", 0 },
		{ "GET / HTTP/1.1\r\n\r\n", 404 },
		{ "GET /metricsx HTTP/1.1\r\n\r\n", 404 },
		{ "GET /METRICS HTTP/1.1\r\n\r\n", 404 },
		{ "POST /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405 },
		{ "get /metrics HTTP/1.1\r\n\r\n", 405 },
		{ "GET /metrics\r\n\r\n", 400 },
		{ "GET /metrics HTTP/2.0\r\n\r\n", 400 },
		{ "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400 },
		{ "GET  /metrics HTTP/1.1\r\n\r\n", 400 },
		{ "GET /metrics HTTP/1.1 \r\n\r\n", 400 },
		{ "\r\n\r\n", 400 },
		{ "\n\n", 400 },
		{ "\x16\x03\x01\x02\n\n", 400 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_THAT(read_whole(rows[i].text).refusal == rows[i].refusal);
}

/* Whatever comes in pieces is the same as in one. */
static void pieces(void)
{
	static const char text[] = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
	struct admin_request request;
	for (size_t length = 1; length < sizeof text - 1; length++)
		CHECK_THAT(!admin_request_read(bytes_of(text, length), &request));
	CHECK_THAT(admin_request_read(bytes_of(text, sizeof text - 1), &request) && request.target == TARGET_METRICS);
	CHECK_THAT(!admin_request_read(bytes_of("GET\0\r\n\r", 7), &request));
}

int main(void)
{
	targets();
	refusals();
	pieces();
	return check_that_result();
}
