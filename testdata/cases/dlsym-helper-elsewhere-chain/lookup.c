#define _GNU_SOURCE
#include "lookup.h"

#include <dlfcn.h>
#include <stdio.h>

struct looked_up look_up(const char *name)
{
	struct looked_up found;

	found.name = name;
	found.function.any = dlsym(RTLD_NEXT, found.name);
	return found;
}

bool find_symbol(const char *name, void **out_address)
{
	*out_address = dlsym(RTLD_NEXT, name);
	return *out_address != NULL;
}

int find_or_warn(const char *name, void **out_address)
{
	if (find_symbol(name, out_address))
		return 0;
	fprintf(stderr, "no %s\n", name);
	return -1;
}

void complain(const char *name, int fd)
{
	fprintf(stderr, "%s: %d\n", name, fd);
}

static int third(const char *name, void **out_address)
{
	return find_or_warn(name, out_address);
}

static int fourth(const char *name, void **out_address)
{
	return third(name, out_address);
}

int fifth(const char *name, void **out_address)
{
	return fourth(name, out_address);
}
