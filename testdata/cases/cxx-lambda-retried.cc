/* case: a retrying template takes lambdas: its instance for the one lambda is another function than that for the next,
 * though their names in the compiler's eyes are the same. */
#include <cerrno>
#include <sys/socket.h>

template <typename F> static auto retried(F f) -> decltype(f())
{
	decltype(f()) r;
	do
		r = f();
	while (r == -1 && errno == EINTR);
	return r;
}

int take(int listener)
{
	int fd = retried([&] { return ::accept4(listener, nullptr, nullptr, 0); }); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == -1 && errno == ENOSYS)
		fd = retried([&] { return ::accept(listener, nullptr, nullptr); });
	return fd;
}

int wait_for(int listener);

int other(int listener)
{
	int got = retried([&] { return ::accept(wait_for(listener), nullptr, nullptr); });
	int fd = retried([&] { return ::accept4(listener, nullptr, nullptr, 0); }); /* expect: all=unhandled */
	return fd == -1 ? got : fd;
}
