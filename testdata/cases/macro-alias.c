/* case: another name for the call (libuv's way); the site is where that name is used. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define my_accept accept4 /* expect-occurrence: macro-definition */

int take(int listener)
{
	int fd = my_accept(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned form=macro */
	return fd;
}

int take_old(int listener)
{
	int fd = my_accept(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled form=macro */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
