/* case: the project's template library is not there: types, base classes and macros are unknown.
 * does-not-compile: the headers are missing on purpose */
#include "core/Server.hxx"
#include "util/UniqueFd.hxx"

#include <cerrno>
#include <sys/socket.h>

UniqueFd
Server::Accept(SocketAddress *address) noexcept
{
	socklen_t length = address->GetCapacity();
	UniqueFd fd{accept4(listener.Get(), *address, &length, SOCK_CLOEXEC)}; // expect: all=unhandled
	if (!fd.IsDefined())
		LogErrno("accept failed");
	return fd;
}
