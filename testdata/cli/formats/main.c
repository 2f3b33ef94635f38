/* Opens the three sockets and waits for connections. */
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tickerd.h"

static int open_port(unsigned short port)
{
	struct sockaddr_in addr = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int sock = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (sock < 0 || bind(sock, (struct sockaddr *)&addr, sizeof(addr)) < 0 || listen(sock, 16) < 0) {
		perror("tickerd: listen");
		exit(1);
	}
	return sock;
}

static void serve_one(int (*take)(int), int sock, const char *greeting)
{
	int fd = take(sock);

	if (fd < 0)
		perror("tickerd: accept");
	else
		client_serve(fd, greeting);
}

int main(void)
{
	struct pollfd ports[] = {{.fd = open_port(7013), .events = POLLIN}, {.fd = open_port(7014), .events = POLLIN}};
	int relay = open_port(7015);

	if (fork() == 0)
		relay_run(relay);
	while (poll(ports, 2, -1) >= 0) {
		if (ports[0].revents)
			serve_one(listener_accept, ports[0].fd, "public");
		if (ports[1].revents)
			serve_one(control_accept, ports[1].fd, "control");
	}
	return 1;
}
