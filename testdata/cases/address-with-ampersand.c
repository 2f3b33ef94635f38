/* case: &accept4 is what accept4 is: in a variable, a table, an argument, a conditional. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

typedef int (*taker)(int, struct sockaddr *, socklen_t *, int);

static int call(taker f, int listener)
{
	return f(listener, 0, 0, 0);
}

int in_a_variable(int listener)
{
	taker f = &accept4; /* expect: ENOSYS=handled rest=unhandled form=fnptr */
	int fd = f(listener, 0, 0, 0);

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, 0, 0);
	return fd;
}

int in_an_argument(int listener)
{
	int fd = call(&accept4, listener); /* expect: all=unhandled form=fnptr */

	return fd;
}

int dereferenced(int listener)
{
	int fd = (*&accept4)(listener, 0, 0, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = (&accept)(listener, 0, 0);
	return fd;
}

int in_a_table(int listener)
{
	const taker table[] = {0, &accept4}; /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
	int fd = table[1](listener, 0, 0, 0);

	if (fd < 0 && errno == EPERM)
		fd = accept(listener, 0, 0);
	return fd;
}
