#include "doors.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int open_door(char name)
{
	struct sockaddr_un addr = {.sun_family = AF_UNIX, .sun_path = {name}};
	int sock = socket(AF_UNIX, SOCK_STREAM, 0);

	if (sock < 0 || bind(sock, (struct sockaddr *)&addr, sizeof(addr)) < 0 || listen(sock, 4) < 0) {
		perror("door");
		exit(1);
	}
	return sock;
}

static void serve(int (*take)(int), int sock)
{
	int fd = take(sock);

	if (fd < 0)
		perror("take");
	else
		close(fd);
}

int main(void)
{
	struct pollfd doors[] = {{.fd = open_door('f'), .events = POLLIN}, {.fd = open_door('b'), .events = POLLIN}};

	while (poll(doors, 2, -1) >= 0) {
		if (doors[0].revents)
			serve(front_take, doors[0].fd);
		if (doors[1].revents)
			serve(back_take, doors[1].fd);
	}
	return 1;
}
