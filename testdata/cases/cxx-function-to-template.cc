/* case: the call itself is given to a template that makes it. */
#include <cerrno>
#include <sys/socket.h>

template <typename F, typename... A> static int retried(F call, A... with)
{
	int result;
	do
		result = call(with...);
	while (result == -1 && errno == EINTR);
	return result;
}

int take(int listener)
{
	int fd = retried(::accept4, listener, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled form=fnptr|address */
	if (fd == -1 && errno == ENOSYS)
		fd = retried(::accept, listener, nullptr, nullptr);
	return fd;
}
