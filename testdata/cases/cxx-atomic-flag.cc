/* case: what is remembered is in a std::atomic, by its operators and by its methods; one that nobody sets remembers nothing. */
#include <atomic>
#include <cerrno>
#include <sys/socket.h>

static std::atomic<bool> has_it{true};

int take(int listener)
{
	if (!has_it)
		return ::accept(listener, nullptr, nullptr);
	int fd = ::accept4(listener, nullptr, nullptr, 0); /* expect: ENOSYS=deferred rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		has_it = false;
	return fd;
}

static std::atomic<int> missing{0};

int take_at_once(int listener)
{
	int fd = -1;
	do {
		if (missing.load(std::memory_order_relaxed))
			fd = ::accept(listener, nullptr, nullptr);
		else
			fd = ::accept4(listener, nullptr, nullptr, 0); /* expect: EPERM=handled rest=unhandled */
	} while (fd < 0 && errno == EPERM && missing.exchange(1) == 0);
	return fd;
}

static std::atomic<bool> always{true};

int take_never(int listener)
{
	if (!always)
		return ::accept(listener, nullptr, nullptr);
	int fd = ::accept4(listener, nullptr, nullptr, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		always.store(true);
	return fd;
}
