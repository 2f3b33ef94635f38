/* case: the function with the call is reached through a table alone; who calls it can't be seen, so its own answer stands. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct operations {
	int (*take)(int);
};

static int take_new(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled|unknown ENOTSUP=unhandled|unknown */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

const struct operations operations = {.take = take_new};
