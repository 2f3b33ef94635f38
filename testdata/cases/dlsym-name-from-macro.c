/* case: a macro that is made of another's argument holds the name that dlsym() is given. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/socket.h>

#define SYMBOL(name)   NAME_OF_##name
#define NAME_OF_accept4 "accept4"

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);

int take(int listener)
{
	take_fn take = (take_fn)dlsym(RTLD_NEXT, SYMBOL(accept4)); /* expect: all=unhandled form=address */

	return take(listener, NULL, NULL, 0);
}
