/* case: a clean-up function that nobody declares: the compiler drops the attribute, and what happens at the scope's end
 * is not known.
 * does-not-compile: the header that declares the function is missing */
#include <errno.h>
#include <sys/socket.h>

static int open_one(int s)
{
	__attribute__((cleanup(clean_up_elsewhere))) int x = 0;
	return accept4(s, 0, 0, 0); /* expect: all=unknown */
}
int serve_one(int s)
{
	int fd = open_one(s);
	return fd < 0 && errno != EINTR ? accept(s, 0, 0) : fd;
}
