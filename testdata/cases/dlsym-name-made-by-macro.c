/* case: the name that dlsym() is given is made of a macro's argument. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);

static take_fn real_accept4;

#define HOOK(name) real_##name = (take_fn)dlsym(RTLD_NEXT, #name)

void hook(void)
{
	HOOK(accept4); /* expect: all=unhandled form=address */
}

int take_hooked(int listener)
{
	return real_accept4(listener, NULL, NULL, 0);
}
