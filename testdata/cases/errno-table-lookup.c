/* case: the errors that mean "missing" stand in a table which a loop goes through. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int listed(int error)
{
	static const int missing[] = {ENOSYS, ENOTSUP};

	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		if (missing[i] == error)
			return 1;
	return 0;
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=handled */
	if (fd < 0 && listed(errno))
		fd = accept(listener, NULL, NULL);
	return fd;
}
