/* case: the program aborts: abort(), assert(), and a test macro of its own. */
#undef NDEBUG
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define CHECK(x)                                                                                                       \
	do {                                                                                                           \
		if (!(x)) {                                                                                            \
			fprintf(stderr, "%s: %s\n", __func__, #x);                                                     \
			abort();                                                                                       \
		}                                                                                                      \
	} while (0)

int with_abort(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:abort */
	if (fd < 0)
		abort();
	return fd;
}

int with_assert(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:abort */
	assert(fd >= 0);
	return fd;
}

int with_check(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:abort */
	if (fd < 0) {
		CHECK(errno == ENOSYS || errno == EAGAIN);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
