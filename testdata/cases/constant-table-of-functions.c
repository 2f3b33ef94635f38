/* case: a constant table says which function is called: an element by its number, a member, a member of an element. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct hooks {
	int level;
	void (*tell)(int error);
};

static void pass(int error)
{
	(void)error;
}

static void stop(int error)
{
	if (error == EPERM)
		_exit(1);
}

static void (*const steps[])(int) = {pass, stop};
static const struct hooks mild = {.tell = pass}, strict = {1, stop}, both[] = {{0, pass}, {1, stop}};

int take_element(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		steps[1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_mild_element(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		steps[0](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_any_element(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		steps[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_member(int listener)
{
	const struct hooks *h = &strict;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOSYS=handled ENOTSUP=handled */

	if (fd < 0) {
		h->tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_mild_member(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		mild.tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_member_of_element(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		both[1].tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
