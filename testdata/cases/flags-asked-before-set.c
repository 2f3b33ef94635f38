/* case: the flag is only set where it is not set already: what accept() gave has none, so it is set.
 * What the descriptor has is asked for with F_GETFD and F_GETFL, and tested in the ways that are common. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int close_on_exec(int fd)
{
	int have = fcntl(fd, F_GETFD, 0);

	if (have < 0)
		return -1;
	if (!(have & FD_CLOEXEC) && fcntl(fd, F_SETFD, have | FD_CLOEXEC) < 0)
		return -1;
	return 0;
}

static void nonblocking(int fd, bool on)
{
	int have = fcntl(fd, F_GETFL), wanted;

	if (have < 0)
		return;
	wanted = on ? have | O_NONBLOCK : have & ~O_NONBLOCK;
	if (wanted == have)
		return;
	fcntl(fd, F_SETFL, wanted);
}

int both(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:kept */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd < 0)
			return -1;
		if (close_on_exec(fd) < 0) {
			close(fd);
			return -1;
		}
		nonblocking(fd, true);
	}
	return fd;
}

/* The other way round: it is set only where it is set already. */
int never(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd < 0)
			return -1;
		int have = fcntl(fd, F_GETFD);
		if (have & FD_CLOEXEC)
			fcntl(fd, F_SETFD, have | FD_CLOEXEC);
	}
	return fd;
}

/* Taken off again where it is found set. */
int undone(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd < 0)
			return -1;
		nonblocking(fd, true);
		nonblocking(fd, false);
	}
	return fd;
}
