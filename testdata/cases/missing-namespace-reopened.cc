// case: the file opens a namespace that a missing header opened before it: what it declares is its own, the rest is made up.
// does-not-compile: the library's headers are missing
#include "library.hpp"
#include <cerrno>
#include <sys/socket.h>

namespace lib { namespace net {

struct Own {
	int fd;
	helper::Log log;
};

int take(Own &own, lib::other::Peer &peer)
{
	int fd = accept4(own.fd, nullptr, nullptr, 0); // expect: all=handled
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(own.fd, nullptr, nullptr);
	own.log.write(peer.name());
	return fd;
}

} }
