#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include "take.h"

class taker : holder<int> {
public:
	int take()
	{
		int got;
	again:
		got = ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept */
		if (got < 0 && errno == EINTR)
			goto again;
		if (got < 0 && errno == ENOSYS) {
			got = take_old();
			if (got >= 0)
				fcntl(got, F_SETFD, FD_CLOEXEC);
		}
		return got;
	}
};

int run(taker &t)
{
	return t.take();
}
