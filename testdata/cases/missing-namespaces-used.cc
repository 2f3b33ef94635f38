// case: using directives, using declarations and aliases of namespaces that only missing headers open.
// does-not-compile: the library's headers are missing
#include "library.hpp"
#include <cerrno>
#include <sys/socket.h>

using namespace deep::er;
using lib::net::Address;
namespace detail = lib::net::detail;

int take(const Address &address)
{
	auto guard = detail::make<int>(address.port());
	int fd = accept4(address.listener(), nullptr, nullptr, 0); // expect: ENOSYS=handled rest=unhandled
	if (fd < 0 && errno == ENOSYS)
		fd = accept(address.listener(), nullptr, nullptr);
	return fd;
}
