/* case: a base that is there twice is not what a handler takes, in one function as across calls, unless it is virtual;
 * a null pointer may become a pointer to a member. */
#include <cstddef>
#include <sys/socket.h>

struct base {
	int number;
};
struct left : base {
};
struct right : base {
};
struct twice : left, right {
};
struct upper : virtual base {
};
struct lower : virtual base {
};
struct once : upper, lower {
};
struct mixed : upper, left {
};

int base_twice(int lfd)
{
	try {
		int fd = accept4(lfd, nullptr, nullptr, 0); /* expect: all=unhandled|conditional */
		if (fd < 0)
			throw twice();
		return fd;
	} catch (base &) {
		return accept(lfd, nullptr, nullptr);
	} catch (...) {
		return -1;
	}
}

int base_virtual(int lfd)
{
	try {
		int fd = accept4(lfd, nullptr, nullptr, 0); /* expect: all=handled */
		if (fd < 0)
			throw once();
		return fd;
	} catch (base &) {
		return accept(lfd, nullptr, nullptr);
	} catch (...) {
		return -1;
	}
}

int base_virtual_and_not(int lfd)
{
	try {
		int fd = accept4(lfd, nullptr, nullptr, 0); /* expect: all=unhandled|conditional */
		if (fd < 0)
			throw mixed();
		return fd;
	} catch (base &) {
		return accept(lfd, nullptr, nullptr);
	} catch (...) {
		return -1;
	}
}

int null_for_member(int lfd)
{
	try {
		int fd = accept4(lfd, nullptr, nullptr, 0); /* expect: all=unhandled|conditional */
		if (fd < 0)
			throw nullptr;
		return fd;
	} catch (int base::*) {
		return -1;
	} catch (...) {
		return accept(lfd, nullptr, nullptr);
	}
}
