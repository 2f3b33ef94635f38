/* case: the result comes as std::optional, whose emptiness is the failure. */
#include <cerrno>
#include <optional>
#include <sys/socket.h>

static std::optional<int> new_way(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled|conditional|unknown EPERM=unhandled|unknown ENOTSUP=unhandled|unknown
	if (fd < 0)
		return std::nullopt;
	return fd;
}

int take(int listener)
{
	auto fd = new_way(listener);
	if (!fd && errno == ENOSYS)
		fd = accept(listener, nullptr, nullptr);
	return fd.value_or(-1);
}
