/* case: a class owns the descriptor; what it is asked is a method, and it is moved about. */
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

class Descriptor {
public:
	explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
	Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
	Descriptor &operator=(Descriptor &&other) noexcept
	{
		std::swap(fd_, other.fd_);
		return *this;
	}
	~Descriptor()
	{
		if (fd_ >= 0)
			::close(fd_);
	}
	bool valid() const noexcept { return fd_ >= 0; }

private:
	int fd_;
};

Descriptor take(int listener)
{
	Descriptor d(accept4(listener, nullptr, nullptr, 0)); // expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled
	if (!d.valid() && errno == ENOSYS)
		d = Descriptor(accept(listener, nullptr, nullptr));
	return d;
}
