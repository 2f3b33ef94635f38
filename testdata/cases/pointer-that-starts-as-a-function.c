/* case: a plain pointer to a function is what it starts as until something else is put there: written with the pointer
 * in brackets, by a type's name, called in either way. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

typedef void reaction(int error);

static void stop(int error)
{
	if (error == EPERM)
		_exit(1);
}

static int take_old(int listener)
{
	return accept(listener, NULL, NULL);
}

static void (*tell)(int error) = stop;
static void (*const tell_always)(int error) = stop;
static reaction *react = stop;
static int (*other_way)(int listener) = take_old;

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_always(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		(*tell_always)(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_typed(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		react(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_another_way(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0)
		fd = other_way(listener);
	return fd;
}
