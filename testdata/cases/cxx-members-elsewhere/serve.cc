#include "classes.h"

int serve_scope(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0) {
		{
			Scope scope;
			scope.n++;
		}
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_quiet_scope(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		{
			QuietScope scope;
			scope.n++;
		}
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_fatal(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled:abort */
	if (fd < 0) {
		Fatal() << "accept4";
		fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_stream(Stream &stream, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0) {
		stream << "accept4";
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_free_operator(Other &o, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional|unhandled */
	if (fd < 0) {
		o << 2;
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_call(Call &call, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0) {
		call(1);
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_truth(const Truth &truth, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0 && truth && MISSING(errno))
		fd = accept(s, 0, 0);
	return fd;
}

int serve_copied(const Copied &one, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0) {
		Copied two(one);
		if (MISSING(errno) && two.n >= 0)
			fd = accept(s, 0, 0);
	}
	return fd;
}

int serve_index(const Index &index, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled:exit */
	if (fd < 0)
		fd = index[3] + accept(s, 0, 0);
	return fd;
}

int serve_quiet(Quiet &quiet, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		quiet << "accept4";
		if (MISSING(errno))
			fd = accept(s, 0, 0);
	}
	return fd;
}
