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

void put_harmless(int hard)
{
	void (*way)(void) = hard ? tell : end;

	pointer = tell;
	way();
}

int take_harmless(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=handled */

	if (fd < 0) {
		pointer();
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}
