/* The surroundings in which a case of testdata/fix is run: a listener with two connections waiting, one call of the
 * case's function, and then what became of the connections: what is open, with which flags, and what was closed.
 *
 * CASE is the file, CALL the call with `s` for the listener. The listener does not block, so that a loop ends. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include CASE

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { CLIENTS = 2, LIMIT = 64, SECONDS = 2 };

static int client_to(const struct sockaddr_un *address, socklen_t length)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd < 0 || connect(fd, (const struct sockaddr *)address, length) != 0) {
		perror("connect");
		exit(2);
	}
	return fd;
}

int main(void)
{
	struct sockaddr_un address;
	socklen_t length = sizeof(sa_family_t); /* the kernel chooses an abstract name */
	int s = socket(AF_UNIX, SOCK_STREAM, 0), clients[CLIENTS], closed = 0, fd, i;
	memset(&address, 0, sizeof(address));
	address.sun_family = AF_UNIX;
	if (s < 0 || bind(s, (const struct sockaddr *)&address, length) != 0 || listen(s, CLIENTS) != 0) {
		perror("listen");
		return 2;
	}
	length = sizeof(address);
	getsockname(s, (struct sockaddr *)&address, &length);
	fcntl(s, F_SETFL, fcntl(s, F_GETFL) | O_NONBLOCK);
	for (i = 0; i < CLIENTS; i++)
		clients[i] = client_to(&address, length);
	alarm(SECONDS); /* a busy loop ends here */
	(void)(CALL);
	alarm(0);
	for (fd = clients[CLIENTS - 1] + 1; fd < LIMIT; fd++) {
		int flags = fcntl(fd, F_GETFD), status = fcntl(fd, F_GETFL);
		if (flags >= 0)
			printf("connection: open%s%s\n", flags & FD_CLOEXEC ? " cloexec" : "",
			       status & O_NONBLOCK ? " nonblock" : "");
	}
	for (i = 0; i < CLIENTS; i++) {
		char byte;
		closed += recv(clients[i], &byte, 1, MSG_DONTWAIT) == 0;
	}
	if (closed)
		printf("connection: closed %d\n", closed);
	return 0;
}
