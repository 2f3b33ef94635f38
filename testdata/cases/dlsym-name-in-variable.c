/* case: the name that dlsym() is given stands in a variable, of the file or of the function. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);

static const char array[] = "accept4"; /* expect: all=unhandled form=address */
static const char *const pointer = "accept4"; /* expect: EPERM=handled rest=unhandled form=address */

int take_array(int listener)
{
	take_fn take = (take_fn)dlsym(RTLD_NEXT, array);

	return take(listener, NULL, NULL, 0);
}

int take_pointer(int listener)
{
	take_fn take = (take_fn)dlsym(RTLD_NEXT, pointer);
	int fd = take(listener, NULL, NULL, 0);

	if (fd < 0 && errno == EPERM)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_local(int listener)
{
	const char *name = "accept4"; /* expect: all=unhandled form=address */
	take_fn take = (take_fn)dlsym(RTLD_NEXT, name);

	return take(listener, NULL, NULL, 0);
}
