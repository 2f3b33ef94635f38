#include "table.h"

#include <stddef.h>
#include <sys/socket.h>

int serve_plain(int listener)
{
	return plain_ops.take(listener);
}

int serve_current(int listener)
{
	return current_ops->take(listener);
}

int serve_element(int listener, unsigned i)
{
	return elements[i & 1](listener);
}

int serve_pointer(int listener)
{
	return (*pointer)(listener);
}

int serve_helped(int listener)
{
	int fd = helped_ops.take(listener);

	return fd < 0 ? accept(listener, NULL, NULL) : fd;
}
