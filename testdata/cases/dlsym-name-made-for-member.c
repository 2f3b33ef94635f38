/* case: a macro makes the name that dlsym() is given, and the member that is to hold the address, of its argument. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct table {
	int (*accept4)(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: look-alike */
};

static struct table table;

#define STRING(name) #name
#define MEMBER(name) table.name = dlsym(RTLD_DEFAULT, STRING(name))

void hook(void)
{
	MEMBER(accept4); /* expect: ENOSYS=handled rest=unhandled form=address */
}

int take(int listener)
{
	int fd = table.accept4(listener, NULL, NULL, 0); /* expect-occurrence: look-alike */

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
