/* case: an element of a table of functions ends the program: which element is called need not be known. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static void stop(int error)
{
	if (error == EPERM)
		_exit(3);
}

static void pass(int error)
{
	(void)error;
}

static void pass_too(int error)
{
	(void)error;
}

struct manner {
	int level;
	void (*react[2])(int);
};

static void (*const reactions[])(int) = {pass, stop};
static void (*const harmless[])(int) = {pass, pass_too};
static const struct manner strict = {1, {pass, stop}};

int take(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		reactions[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_first(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=handled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		reactions[0](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_by_pointer(int listener, unsigned i)
{
	void (*const *at)(int) = reactions;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional|unhandled ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		at[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_by_member(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		strict.react[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_harmless(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		harmless[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
