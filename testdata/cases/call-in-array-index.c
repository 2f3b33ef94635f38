/* case: an unusual place: the result is stored through an index and through a pointer. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int *fds, int n)
{
	fds[n] = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fds[n] < 0 && errno == ENOSYS)
		fds[n] = accept(listener, NULL, NULL);
	return fds[n];
}

int take_last(int listener, int *out)
{
	*out = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (*out < 0 && errno == ENOSYS)
		*out = accept(listener, NULL, NULL);
	return *out >= 0;
}
