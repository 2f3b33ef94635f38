/* case: errno compared with bare numbers, in a range too. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int equal(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == 38)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int ranged(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=handled */
	if (fd < 0 && errno > 30 && errno <= 95)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int cases(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0)
		switch (errno) {
		case 1 ... 4: return accept(listener, NULL, NULL);
		}
	return fd;
}
