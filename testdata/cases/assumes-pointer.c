/* case: a call through a pointer of which nobody knows where it leads stands before the test of errno; written as a
 * member, as a parameter and as an element. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

struct ops {
	void (*told)(int);
};

int member(int listener, struct ops *ops)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=ops->told */
	if (fd < 0) {
		ops->told(3);
		if (errno == ENOSYS)
			fd = accept(listener, 0, 0);
	}
	return fd;
}

int parameter(int listener, void (*told)(int))
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=(*told) */
	if (fd < 0) {
		(*told)(fd);
		if (errno == ENOSYS)
			fd = accept(listener, 0, 0);
	}
	return fd;
}

int element(int listener, void (**table)(int, int), int at)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=table[at+1] */
	if (fd < 0) {
		table[at+1](fd, (at));
		if (errno == ENOSYS)
			fd = accept(listener, 0, 0);
	}
	return fd;
}
