/* case: errno is read at once, whether the call failed or not; the result is tested later (nginx's way). */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <time.h>

int take(int listener, time_t *when)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	const int err = errno;

	*when = time(NULL);
	if (fd != -1)
		return fd;
	if (err != ENOSYS)
		return -1;
	return accept(listener, NULL, NULL);
}
