#include <sys/socket.h>

int take(int listener)
{
	return accept(listener, 0, 0); // NOLINT(sysfall-*): was once another call
}
