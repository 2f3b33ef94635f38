#include <dlfcn.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int take_fn(int, struct sockaddr *, socklen_t *, int);

int take(int s)
{
	take_fn *how = (take_fn *)dlsym(RTLD_DEFAULT, "accept4");

	return how ? how(s, NULL, NULL, SOCK_CLOEXEC) : -1;
}
