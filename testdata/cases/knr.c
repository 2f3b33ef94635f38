/* case: a definition in the old style.
 * compile: -std=gnu89 */
#include <errno.h>
#include <sys/socket.h>

int take(listener, fallback)
	int listener;
	int fallback;
{
	int fd;

	fd = accept4(listener, (struct sockaddr *)0, (socklen_t *)0, 0); /* expect: ENOSYS=conditional rest=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS && fallback)
		fd = accept(listener, (struct sockaddr *)0, (socklen_t *)0);
	return fd;
}
