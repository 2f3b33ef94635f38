/* case: the helper's fcntl() stands in a feature test of its own. Every Linux passes it, so that the made-up
 * configuration has to as well; what an option of the program enables is another matter. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

static int close_on_exec(int fd)
{
#if !defined(_WIN32) && defined(HAVE_SETFD)
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
		return -1;
#endif
	return 0;
}

static int non_blocking(int fd)
{
#ifdef VERY_CAREFUL
	if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1)
		return -1;
#endif
	return 0;
}

int take_careful(int sock);

int take(int sock)
{
	int fd = accept4(sock, 0, 0, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:kept */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(sock, 0, 0);
		if (fd >= 0)
			close_on_exec(fd);
	}
	return fd;
}

int take_careful(int sock)
{
	int fd = accept4(sock, 0, 0, SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(sock, 0, 0);
		if (fd >= 0)
			non_blocking(fd);
	}
	return fd;
}
