/* case: what a destructor behind the call does follows from what the constructor before it has put into the object. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct cleared {
	int saved = 0;
	cleared() {}
	~cleared()
	{
		errno = saved;
	}
};

struct given {
	int saved;
	given(int e) : saved(e) {}
	~given()
	{
		errno = saved;
	}
};

struct twice : given {
	twice() : given(ENOSYS) {}
};

int wiped(int lfd)
{
	int fd = [&]() -> int {
		cleared c;
		return accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
	}();
	if (fd < 0 && errno == ENOSYS)
		fd = accept(lfd, NULL, NULL);
	return fd;
}

static int overwritten(int lfd, int e)
{
	given g(e);
	return accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
}

int with_a_number(int lfd)
{
	int fd = overwritten(lfd, EPERM);
	if (fd < 0 && errno == EPERM)
		fd = accept(lfd, NULL, NULL);
	return fd;
}

static int by_its_base(int lfd)
{
	twice t;
	return accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
}

int through_a_base(int lfd)
{
	int fd = by_its_base(lfd);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(lfd, NULL, NULL);
	return fd;
}
