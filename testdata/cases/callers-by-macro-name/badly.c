#define _GNU_SOURCE
#include "take.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int serve_badly(int listener)
{
	int fd = take_shared(listener);

	if (fd < 0)
		perror("accept4");
	return fd;
}
