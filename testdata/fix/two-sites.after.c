/* fix: two calls in one function and one header to add.
 * run: take(s, s) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int t)
{
	int a, b;

	a = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (a < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			a = accept(s, NULL, NULL);
			if (a >= 0 && fcntl(a, F_SETFD, FD_CLOEXEC) == -1) {
				close(a);
				a = -1;
			}
			break;
		default:
			break;
		}
	}
	b = accept4(t, NULL, NULL, 0);
	if (b < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			b = accept(t, NULL, NULL);
			break;
		default:
			break;
		}
	}
	if (a < 0 || b < 0)
		return -1;
	return a + b;
}
