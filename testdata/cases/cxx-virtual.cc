/* case: the method with the call is virtual; who calls it is not known, its own code decides. */
#include <cerrno>
#include <sys/socket.h>

struct Source {
	virtual ~Source() = default;
	virtual int take(int listener) = 0;
};

struct Modern : Source {
	int take(int listener) override
	{
		int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled|unknown ENOTSUP=unhandled|unknown
		if (fd < 0 && errno == ENOSYS)
			return ::accept(listener, nullptr, nullptr);
		return fd;
	}
};

Source *make()
{
	return new Modern;
}
