/* case: the call's address is given to templates that make it: written with &, taken by value, by reference, handed on. */
#include <cerrno>
#include <sys/socket.h>
#include <utility>

template <typename F, typename... A> int by_value(F call, A... with)
{
	int result;
	do
		result = call(with...);
	while (result < 0 && errno == EINTR);
	return result;
}

template <typename F, typename... A> int by_reference(F &&call, A &&...with)
{
	return call(static_cast<A &&>(with)...);
}

template <typename F, typename... A> int handed_on(F &&call, A... with)
{
	return by_reference(call, with...);
}

template <typename F, typename... A> int forwarded(F &&call, A... with)
{
	return by_value(std::forward<F>(call), with...);
}

int takes_address(int listener)
{
	return by_value(&::accept4, listener, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
}

int takes_reference(int listener)
{
	return by_reference(accept4, listener, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
}

int takes_address_by_reference(int listener)
{
	int fd = by_reference(&accept4, listener, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = by_reference(&accept, listener, nullptr, nullptr);
	return fd;
}

int goes_through_two(int listener)
{
	int fd = handed_on(accept4, listener, nullptr, nullptr, 0); /* expect: all=handled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, nullptr, nullptr);
	return fd;
}

int goes_through_forward(int listener)
{
	int fd = forwarded(&accept4, listener, nullptr, nullptr, 0); /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && errno == EPERM)
		fd = accept(listener, nullptr, nullptr);
	return fd;
}
