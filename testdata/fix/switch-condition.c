/* fix: the call in a switch. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	switch (accept4(s, NULL, NULL, SOCK_CLOEXEC)) {
	case -1:
		return -1;
	default:
		return 0;
	}
}
