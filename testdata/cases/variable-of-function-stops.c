/* case: the function that a variable starts with ends the program. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>


static void stop(int error)
{
	if (error == EPERM)
		_exit(3);
}

static void pass(int error)
{
	(void)error;
}

static void (*reaction)(int) = stop;

void be_lenient(void)
{
	reaction = pass;
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional rest=handled */
	if (fd < 0) {
		reaction(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
