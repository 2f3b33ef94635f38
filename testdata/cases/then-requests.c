/* case: a loop over waiting requests comes to its end, each is told the error; one that waits for events and finds the
 * connection waiting does not. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>

struct request;
struct request *request_next(void *list);
void request_failed(struct request *r, int error);
void request_done(struct request *r, int fd);
void told(const char *what);

void serve_requests(int sock, void *list)
{
	struct request *r;
	while ((r = request_next(list)) != NULL) {
		int fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
		if (fd < 0) {
			request_failed(r, errno);
			continue;
		}
		request_done(r, fd);
	}
}

void serve(int sock, struct request *r)
{
	struct pollfd p = {.fd = sock, .events = POLLIN};
	while (poll(&p, 1, -1) >= 0) {
		int fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
		if (fd < 0) {
			told("no connection");
			continue;
		}
		request_done(r, fd);
	}
}
