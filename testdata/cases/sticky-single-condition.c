/* case: haproxy's shape: flag, call, errno tests and the setting of the flag are one condition. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	static int accept4_broken;
	int fd;

	if (accept4_broken ||
	    ((fd = accept4(listener, NULL, NULL, 0)) == -1 && /* expect: ENOSYS=handled rest=unhandled:error-returned patterns=sticky-on-ambiguous-errno,errno-list-incomplete */
	     (errno == ENOSYS || errno == EINVAL || errno == EBADF) && (accept4_broken = 1)))
		fd = accept(listener, NULL, NULL);
	return fd;
}
