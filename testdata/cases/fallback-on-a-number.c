/* case: the fallback is made for a number that stands in the program, not for the listener that the call was made for:
 * it is none. Where the path has found the listener to be that number, or both are, it is one. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int open_listener(void);

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(0, NULL, NULL);
	return fd;
}

int take_opened(int n)
{
	int listener = open_listener(), fd;

	for (int i = 0; i < n && listener < 0; i++)
		listener = open_listener();
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(3, NULL, NULL);
	return fd;
}

int take_inherited(int listener)
{
	int fd;

	if (listener != 3)
		return -1;
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(3, NULL, NULL);
	return fd;
}

int take_standard(void)
{
	int listener = 0;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(0, NULL, NULL);
	return fd;
}
