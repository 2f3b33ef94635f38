/* case: the call's address is put into pointers in one function, and others, which do not name the call, call through
 * them: all of them count. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);

struct calls {
	take_fn take;
};

static take_fn one;

void hook(void)
{
	one = (take_fn)dlsym(RTLD_NEXT, "accept4"); /* expect: ENOSYS=conditional rest=unhandled form=address */
}

void fill(struct calls *calls)
{
	calls->take = accept4; /* expect: ENOSYS=conditional rest=unhandled form=fnptr */
}

int take_one(int listener)
{
	return one(listener, NULL, NULL, 0);
}

int take_one_or_fall_back(int listener)
{
	int fd = (*one)(listener, NULL, NULL, 0);

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_member(const struct calls *calls, int listener)
{
	return calls->take(listener, NULL, NULL, 0);
}

int take_member_or_fall_back(const struct calls *calls, int listener)
{
	int fd = calls->take(listener, NULL, NULL, 0);

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
