#include "doors.h"
#include <stddef.h>
#include <sys/socket.h>

int front_take(int sock)
{
	int fd = accept4(sock, NULL, NULL, 0); /* expect: all=handled */
	return fd < 0 ? accept(sock, NULL, NULL) : fd;
}
