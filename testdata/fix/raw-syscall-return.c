/* fix: the raw call in an expression.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sys/syscall.h>

int take(int s, int wanted)
{
	return wanted ? (int)syscall(SYS_accept4, s, NULL, NULL, SOCK_CLOEXEC) : -1;
}
