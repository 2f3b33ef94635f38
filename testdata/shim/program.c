/* Accepts a connection with each combination of flags; exits with 0 when each descriptor has just those, and accept4() was
 * asked as often as it should: $ASKED. With $FAIL an errno that does not mean "missing" it must come through. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int accept4_asked(void);

static int check(int listener, const struct sockaddr_un *name, socklen_t length, int flags)
{
	struct sockaddr_un peer;
	socklen_t room = sizeof(peer);
	int client = socket(AF_UNIX, SOCK_STREAM, 0);

	if (connect(client, (const struct sockaddr *)name, length) < 0)
		return 10;
	int fd = accept4(listener, (struct sockaddr *)&peer, &room, flags);
	if (fd < 0)
		return getenv("COMES_THROUGH") && errno == atoi(getenv("FAIL")) ? 0 : 11;
	if (!(fcntl(fd, F_GETFD) & FD_CLOEXEC) != !(flags & SOCK_CLOEXEC))
		return 12;
	if (!(fcntl(fd, F_GETFL) & O_NONBLOCK) != !(flags & SOCK_NONBLOCK))
		return 13;
	if (room != sizeof(sa_family_t) || peer.sun_family != AF_UNIX)
		return 14;
	close(client);
	close(fd);
	return 0;
}

int main(void)
{
	static const int flags[] = {0, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_CLOEXEC | SOCK_NONBLOCK};
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	socklen_t length = sizeof(name);
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	/* a name that the kernel makes up */
	if (bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t)) < 0 || listen(listener, 9) < 0 ||
	    getsockname(listener, (struct sockaddr *)&name, &length) < 0)
		return 9;
	for (unsigned i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		int fault = check(listener, &name, length, flags[i]);

		if (fault)
			return fault;
	}
	if (accept4_asked() != atoi(getenv("ASKED")))
		return 20;
	errno = 0;
	if (!getenv("COMES_THROUGH") && (accept4(listener, NULL, NULL, 1) != -1 || errno != EINVAL))
		return 21;
	return 0;
}
