/* case: the function is looked up at run time: that the libc has it does not say that the kernel does. */
#include <dlfcn.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*accept_fn)(int, struct sockaddr *, socklen_t *, int);

int take(int listener)
{
	accept_fn f = (accept_fn)dlsym(RTLD_DEFAULT, "accept4"); /* expect: all=unhandled form=address */

	if (!f)
		return accept(listener, NULL, NULL);
	return f(listener, NULL, NULL, 0);
}
