/* The admin endpoint against clients of every kind. */
#include "admin_server.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "check_that.h"
#include "kernel.h"
#include "monotonic.h"

#define SLOW 40 /* more clients than there are places */

static int connect_to(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval patience = { .tv_sec = 20 };
	int file = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(file >= 0 && connect(file, (struct sockaddr *)&address, sizeof address) == 0);
	CHECK(setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
	return file;
}

static void put(int file, const char *text)
{
	ssize_t sent = send(file, text, strlen(text), MSG_NOSIGNAL);
	(void)sent; /* whoever has been dropped finds out when it reads */
}

/* Reads to the end; the length. */
static size_t get(int file, char *ret_text, size_t size)
{
	size_t length = 0;
	ssize_t more;
	while (length < size - 1 && (more = recv(file, ret_text + length, size - 1 - length, 0)) > 0)
		length += (size_t)more;
	ret_text[length] = 0;
	close(file);
	return length;
}

/* The status of the answer, 0 for none; the answer itself goes into a buffer that the next call uses again. */
static char text[1 << 16];

static int ask(int port, const char *request)
{
	int file = connect_to(port), status = 0;
	put(file, request);
	get(file, text, sizeof text);
	return sscanf(text, "HTTP/1.1 %d ", &status) == 1 ? status : 0;
}

static void answers(int port, struct run_board *board)
{
	CHECK_THAT(ask(port, "GET /health/live HTTP/1.1\r\n\r\n") == 200);
	CHECK_THAT(ask(port, "GET /health/ready HTTP/1.1\r\n\r\n") == 503 && strstr(text, "\r\n\r\nstarting") != NULL);
	CHECK_THAT(ask(port, "GET /metrics HTTP/1.1\r\n\r\n") == 200);
	const char *body = strstr(text, "\r\n\r\n"), *length = strstr(text, "Content-Length: ");
	CHECK_THAT(body != NULL && length != NULL && strlen(body + 4) == strtoul(length + 16, NULL, 10) && strstr(body, "parallax_build_info{") != NULL);
	CHECK_THAT(ask(port, "HEAD /metrics HTTP/1.1\r\n\r\n") == 200 && strstr(text, "\r\n\r\n")[4] == 0);
	CHECK_THAT(ask(port, "GET /nowhere HTTP/1.1\r\n\r\n") == 404);
	CHECK_THAT(ask(port, "POST /metrics HTTP/1.1\r\nContent-Length: 1\r\n\r\nx") == 405 && strstr(text, "\r\nAllow: GET, HEAD\r\n") != NULL);
	CHECK_THAT(ask(port, "nonsense\n\n") == 400);
	/* Two at once: the first is answered. */
	CHECK_THAT(ask(port, "GET /health/live HTTP/1.1\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n") == 200 && strstr(text, "parallax_") == NULL);
	run_board_set_phase(board, PHASE_STOPPING);
	CHECK_THAT(ask(port, "GET /health/ready HTTP/1.1\r\n\r\n") == 503 && strstr(text, "stopping") != NULL);
}

static void large_request(int port)
{
	char *request = malloc(100001);
	CHECK(request != NULL);
	memset(request, 'a', 100000);
	request[100000] = 0;
	CHECK_THAT(ask(port, request) == 431);
	free(request);
}

/* A request in pieces is answered; one that does not end is cut off in time, however steadily it comes. */
static void slow_requests(int port)
{
	static const char request[] = "GET /health/live HTTP/1.1\r\n\r\n";
	int slow = connect_to(port), endless = connect_to(port);
	int64_t began = monotonic_ms();
	for (size_t i = 0; i < sizeof request - 1; i++) {
		CHECK(send(slow, request + i, 1, MSG_NOSIGNAL) == 1);
		usleep(2000);
	}
	CHECK_THAT(get(slow, text, sizeof text) > 0 && strstr(text, " 200 OK") != NULL);
	put(endless, "GET /metrics HTTP/1.1\r\n");
	for (int i = 0; i < 100 && send(endless, "a: b\r\n", 6, MSG_NOSIGNAL) == 6; i++)
		usleep(100000);
	CHECK_THAT(get(endless, text, sizeof text) == 0);
	CHECK_THAT(monotonic_ms() - began < 9000);
}

/* Clients that only hold places do not keep others out. */
static void crowd(int port)
{
	int files[SLOW];
	int64_t began = monotonic_ms();
	for (int i = 0; i < SLOW; i++) {
		files[i] = connect_to(port);
		put(files[i], i % 2 == 0 ? "GET /metrics HT" : "");
	}
	CHECK_THAT(ask(port, "GET /health/live HTTP/1.1\r\n\r\n") == 200);
	CHECK_THAT(monotonic_ms() - began < 3000);
	for (int i = 0; i < SLOW; i++)
		close(files[i]);
	CHECK_THAT(ask(port, "GET /health/live HTTP/1.1\r\n\r\n") == 200);
}

int main(void)
{
	struct settings settings;
	struct run_board board;
	size_t kernels;
	settings_init(&settings);
	run_board_init(&board, &settings, kernel_table(&kernels));
	struct admin_server *server = admin_server_open("127.0.0.1:0", &board);
	CHECK(server != NULL);
	int port = admin_server_port(server);
	char taken[64];
	snprintf(taken, sizeof taken, "127.0.0.1:%d", port);
	CHECK_THAT(admin_server_open(taken, &board) == NULL);
	answers(port, &board);
	large_request(port);
	slow_requests(port);
	crowd(port);
	admin_server_close(server);
	run_board_free(&board);
	settings_free(&settings);
	return check_that_result();
}
