/* case: a function writes errno between the failure and the fallback: it matters where errno is looked at afterwards,
 * in the function, in its caller, or in what it calls, and nowhere else. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

static int counted;

static void forget(void)
{
	counted++;
	errno = 0;
}

static int missing(void)
{
	return errno == ENOSYS || errno == EPERM || errno == ENOTSUP;
}

int saved(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	int error = errno;

	if (fd < 0) {
		forget();
		if (error == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int read_again(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0) {
		forget();
		if (errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int read_below(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0) {
		forget();
		if (missing())
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

static int try_it(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0)
		forget();
	return fd;
}

int read_above(int listener)
{
	int fd = try_it(listener);

	if (fd < 0 && missing())
		fd = accept(listener, NULL, NULL);
	return fd;
}

int set_anew(int listener)
{
	for (;;) {
		int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
		int error = errno;

		if (fd >= 0)
			return fd;
		forget();
		if (error == ENOSYS)
			return accept(listener, NULL, NULL);
		if (error != EINTR)
			return -1;
	}
}
