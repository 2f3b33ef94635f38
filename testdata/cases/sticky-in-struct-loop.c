/* case: the sticky flag is a member of a static struct, set by the caller, and the next invocation goes round its loop with
 * the fallback until that fails. What it knows of the flag must outlast the rounds. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static struct {
	int count, works;
} state = {0, 1};

void use(int fd);

static int level(int listener)
{
	int fd = -1;
	if (state.works) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=deferred EPERM=unhandled ENOTSUP=deferred */
		state.works = fd >= 0 || (errno != ENOSYS && errno != ENOTSUP);
	} else {
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int serve(int listener)
{
	for (;;) {
		int fd = level(listener);
		if (fd == -1)
			break;
		use(fd);
	}
	return 0;
}
