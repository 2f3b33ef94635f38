/* case: a helper hands the name on to dlsym(): one of the file, with a fallback name, and one whose code is elsewhere. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);

void *symbol_of_library(const char *library, const char *name);
void note(const char *name, int fd);

static void *get_symbol(void *library, const char *name)
{
	return dlsym(library, name);
}

static void *get_versioned(const char *name, const char *version)
{
	void *found = dlvsym(RTLD_NEXT, name, version);

	return found ? found : dlsym(RTLD_NEXT, name);
}

int take_plain(int listener)
{
	take_fn take = (take_fn)get_symbol(RTLD_NEXT, "accept4"); /* expect: all=unhandled form=address */
	int fd = take(listener, NULL, NULL, 0);

	note("accept4", fd); /* expect-occurrence: string */
	return fd;
}

int take_versioned(int listener)
{
	take_fn take = (take_fn)get_versioned("accept4", "GLIBC_2.10"); /* expect: ENOSYS=handled rest=unhandled form=address */
	int fd = take(listener, NULL, NULL, 0);

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_elsewhere(int listener)
{
	take_fn take = (take_fn)symbol_of_library("libc.so.6", "accept4"); /* expect: all=unhandled form=address */

	return take(listener, NULL, NULL, 0);
}
