#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static void (*pointer)(void);

static void end(void)
{
	exit(1);
}

void put_local(void)
{
	void (*way)(void) = end;

	pointer = way;
}

int take_local(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */

	if (fd < 0) {
		pointer();
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}
