/* case: a flag that is left behind is read by a function that is only called through a table: the next call
 * takes the older way without its flag. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int old;

static int level0(int listener)
{
	int fd;
	if (!old) {
		fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=NONBLOCK:lost */
		if (fd < 0 && errno == ENOSYS) {
			old = 1;
			fd = accept(listener, NULL, NULL);
			if (fd >= 0)
				fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		}
	} else {
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

static int plain(int listener)
{
	return accept(listener, NULL, NULL);
}

static int (*const ways[])(int) = {level0, plain};

int entry(int listener)
{
	return ways[0](listener);
}
