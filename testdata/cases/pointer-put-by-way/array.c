#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static void (*pointer)(void);

static void end(void)
{
	exit(1);
}

static void tell(void)
{
}

static void (*const ways[])(void) = {end, tell};

void put_array(int hard)
{
	pointer = ways[hard];
}

int take_array(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=conditional */

	if (fd < 0) {
		pointer();
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}
