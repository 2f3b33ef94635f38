/* case: a class whose definition is missing around a fallback that is all there.
 * does-not-compile: the header is missing on purpose */
#include "listener.hpp"
#include <errno.h>
#include <sys/socket.h>

fd_t net::listener_t::take()
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
#if defined NET_HAVE_ACCEPT4 && defined NET_HAVE_CLOEXEC
	fd_t s = ::accept4(_s, reinterpret_cast<struct sockaddr *>(&ss), &len, SOCK_CLOEXEC); // expect: ENOSYS=handled|conditional EPERM=unhandled ENOTSUP=unhandled
	if (s == retired_fd && errno == ENOSYS)
		s = ::accept(_s, reinterpret_cast<struct sockaddr *>(&ss), &len);
#else
	fd_t s = ::accept(_s, reinterpret_cast<struct sockaddr *>(&ss), &len);
#endif
	if (s == retired_fd)
		return retired_fd;
	make_noninheritable(s);
	return s;
}
