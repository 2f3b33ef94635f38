/* fix: nothing is included but the socket header. */
#define _GNU_SOURCE
#include <sys/socket.h>

int take(int s)
{
	return accept4(s, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
}
