/* case: the fallback's descriptor is given to the server first and gets its flag afterwards: too late. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

void serve(int fd);

void take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0) {
			serve(fd);
			fcntl(fd, F_SETFL, O_NONBLOCK);
		}
	} else if (fd >= 0) {
		serve(fd);
	}
}
