/* case: statements that the compiler drops (a member of a class that nothing is known of) are read from the text. What
 * the other arm of an #if holds is no code there: the old call in it is no fallback.
 * does-not-compile: the member is in a header that is not there */
#include "absent/base.h"
#include <errno.h>
#include <sys/socket.h>

namespace net {
struct base {
	explicit base(int);
};

class taker : base {
public:
	int take()
	{
		int got;
	again:
#if defined(__linux__) && !defined(__BIONIC__)
		got = ::accept4(base::fd, nullptr, nullptr, SOCK_CLOEXEC); /* expect: all=unhandled */
#else
		got = ::accept(base::fd, nullptr, nullptr);
#endif
		if (got < 0 && errno == EINTR)
			goto again;
		return got;
	}
};

int run(taker &t)
{
	return t.take();
}
}
