#include "loop.h"
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

void on_listener(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: all=unhandled */
	if (fd < 0) {
		perror("accept4");
		return;
	}
	serve(fd);
}
