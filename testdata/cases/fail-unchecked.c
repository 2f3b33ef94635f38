/* case: the result is thrown away, or used without a look. */
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void wake(int listener)
{
	(void)accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
}

void greet(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	write(fd, "hello\n", 6);
	close(fd);
}
