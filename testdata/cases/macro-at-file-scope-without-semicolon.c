/* case: macros of a missing header stand at file scope without a semicolon: none of them swallows what follows.
 * does-not-compile: the header is missing */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include "missing.h"

REGISTER_MODULE(net)
static int limit;

static int take_first(int s)
{
	return accept4(s, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
}

MODULE_NAME(net)
MODULE_AUTHOR("nobody")
struct state {
	int fd;
};

static int take_second(int s, struct state *state)
{
	state->fd = accept4(s, NULL, NULL, 0); /* expect: EPERM=handled rest=unhandled */
	return state->fd;
}

EXPORT_CALL(take_third)
int take_third(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: ENOTSUP=handled rest=unhandled */

	if (fd < 0 && errno == ENOTSUP)
		fd = accept(s, NULL, NULL);
	return fd;
}

int serve_first(int s)
{
	int fd = take_first(s);

	if (fd < 0 && errno == ENOSYS)
		fd = accept(s, NULL, NULL);
	return fd + limit;
}

int serve_second(int s, struct state *state)
{
	if (take_second(s, state) < 0 && errno == EPERM)
		state->fd = accept(s, NULL, NULL);
	return state->fd;
}
