#include <stddef.h>
#include <sys/socket.h>

#include "loop.h"

int door_accept(int sock)
{
	return accept4(sock, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
}

static void on_door(int fd, void *data)
{
	int *out = data;
	int conn = door_accept(fd);
	if (conn >= 0)
		*out = conn;
}

void door_open(int sock, int *out)
{
	loop_watch(sock, on_door, out);
}
