/* fix: the call is what is returned.
 * run: take(s, NULL, NULL) */
#define _GNU_SOURCE
#include <sys/socket.h>

int take(int s, struct sockaddr *addr, socklen_t *len)
{
	return accept4(s, addr, len, SOCK_CLOEXEC);
}
