/* case: the program ends: exit, err, _exit, and a function of its own that never comes back. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

int with_exit(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:exit */
	if (fd < 0)
		exit(1);
	return fd;
}

int with_err(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:exit */
	if (fd < 0) {
		if (errno != ENOSYS)
			err(1, "accept4");
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int with_die(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:exit */
	if (fd < 0)
		die("accept4");
	return fd;
}

int with_quick_exit(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:exit */
	if (fd < 0)
		_exit(3);
	return fd;
}
