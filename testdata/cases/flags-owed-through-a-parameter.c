/* case: as flags-owed-through-a-table.c, through a parameter of a helper. */
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

static int run(int (*take)(int), int listener)
{
	return take(listener);
}

int entry(int listener)
{
	return run(level0, listener);
}
