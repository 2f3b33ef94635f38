/* case: what has been restored is cleared again by a function that is called through a table. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static void make_plain(int fd)
{
	fcntl(fd, F_SETFL, 0);
}

static void (*const modes[])(int) = {make_plain};

int entry(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd < 0)
			return -1;
		fcntl(fd, F_SETFL, O_NONBLOCK);
		modes[0](fd);
	}
	return fd;
}
