/* case: a template over the address type; the call's arguments depend on it. */
#include <cerrno>
#include <sys/socket.h>

template <typename Address> int take_from(int listener, Address &from)
{
	socklen_t len = sizeof(Address);
	int fd = accept4(listener, reinterpret_cast<sockaddr *>(&from), &len, SOCK_CLOEXEC); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled
	if (fd == -1 && (errno == ENOSYS || errno == EOPNOTSUPP))
		fd = accept(listener, reinterpret_cast<sockaddr *>(&from), &len);
	return fd;
}

int take(int listener)
{
	sockaddr_storage from{};
	return take_from(listener, from);
}
