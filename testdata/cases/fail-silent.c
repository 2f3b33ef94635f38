/* case: nothing is said and nothing is returned: the connection is just not there. */
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void serve(int fd);

void quiet(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:silently-dropped patterns=no-fallback */
	if (fd < 0)
		return;
	serve(fd);
}

void only_if(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:silently-dropped */
	if (fd >= 0)
		serve(fd);
}
