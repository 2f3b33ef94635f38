/* case: mutual recursion on the way up must not hang the tool, nor look like a fallback. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int even(int listener, int depth);

static int odd(int listener, int depth)
{
	return depth > 0 ? even(listener, depth - 1) : -1;
}

static int even(int listener, int depth)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && depth > 0)
		return odd(listener, depth - 1);
	return fd;
}

int take(int listener)
{
	return even(listener, 10);
}
