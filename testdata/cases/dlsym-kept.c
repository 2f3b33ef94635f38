/* case: the addresses are looked up once and kept, in a variable by another function than the one that calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int (*real_accept4)(int, struct sockaddr *, socklen_t *, int);

static void look_up(void)
{
	real_accept4 = dlsym(RTLD_NEXT, "accept4"); /* expect: ENOSYS=handled rest=unhandled form=address */
}

int take(int listener)
{
	if (!real_accept4)
		look_up();
	int fd = real_accept4(listener, NULL, NULL, 0);
	if (fd < 0 && errno == ENOSYS)
		fd = (int)accept(listener, NULL, NULL);
	return fd;
}
