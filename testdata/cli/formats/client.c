/* Serving connections, and the relay's port, which knows accept() only where accept4() was missing at build time. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tickerd.h"

int relay_accept(int sock)
{
#ifdef HAVE_ACCEPT4
	return accept4(sock, NULL, NULL, SOCK_CLOEXEC);
#else
	return accept(sock, NULL, NULL);
#endif
}

void relay_run(int sock)
{
	for (;;) {
		int fd = relay_accept(sock);
		if (fd < 0) {
			perror("tickerd: relay");
			continue;
		}
		client_serve(fd, "relay");
	}
}

void client_serve(int fd, const char *greeting)
{
	char line[128];
	time_t now = time(NULL);

	snprintf(line, sizeof(line), "%s %s", greeting, ctime(&now));
	if (write(fd, line, strlen(line)) < 0)
		perror("tickerd: write");
	close(fd);
}
