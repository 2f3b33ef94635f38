/* fix: the statement follows a case label.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int how)
{
	switch (how) {
	case 1:
		return accept4(s, NULL, NULL, SOCK_CLOEXEC);
	default:
		return -1;
	}
}
