/* case: as flags-owed-through-a-table.c, through what another function chooses. */
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

static int (*choose(int which))(int)
{
	return which ? level0 : plain;
}

int entry(int listener, int which)
{
	return choose(which)(listener);
}
