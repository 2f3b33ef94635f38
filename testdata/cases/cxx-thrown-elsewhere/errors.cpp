#include "errors.hpp"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

namespace {
struct hidden {
};
struct quiet {
	~quiet()
	{
		try {
			throw 'c';
		} catch (char) {
		}
	}
};
}

void fail_int(int e)
{
	if (e == ENOSYS)
		throw 7;
}

void fail_long(int e)
{
	if (e == ENOSYS)
		throw 7L;
}

void fail_text(int e)
{
	if (e == ENOSYS)
		throw "missing";
}

void fail_null(int e)
{
	if (e == ENOSYS)
		throw nullptr;
}

void fail_derived(int e)
{
	if (e == ENOSYS)
		throw derived();
}

void fail_both(int e)
{
	if (e == ENOSYS)
		throw both();
}

void fail_enum(int e)
{
	if (e == ENOSYS)
		throw FAULT;
}

void fail_nested(int e)
{
	try {
		fail_int(e);
	} catch (const char *) {
	}
}

void fail_in_destructor(int e)
{
	quiet q;
	fail_derived(e);
}

void fail_hidden(int e)
{
	if (e == ENOSYS)
		throw hidden();
}

void fail_again(int e)
{
	try {
		fail_int(e);
	} catch (...) {
		throw;
	}
}

int accept_plain(int lfd)
{
	return accept(lfd, NULL, NULL);
}
