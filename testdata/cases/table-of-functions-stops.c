/* case: an element of a table of functions ends the program.
 * known-to-fail: what an element holds whose index is not known is not looked up yet */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>


static void stop(int error)
{
	if (error == EPERM)
		_exit(3);
}

static void pass(int error)
{
	(void)error;
}

static void (*const reactions[])(int) = {pass, stop};

int take(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional|unknown ENOSYS=handled|unknown ENOTSUP=handled|unknown */
	if (fd < 0) {
		reactions[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
