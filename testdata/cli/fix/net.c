#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int first(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return -1;
	return fd;
}

int second(int s, int wanted)
{
	return wanted ? accept4(s, NULL, NULL, SOCK_CLOEXEC) : -1;
}

int third(int s)
{
	return accept4(s, NULL, NULL, 0); /* NOLINT(sysfall-accept4): a test */
}
