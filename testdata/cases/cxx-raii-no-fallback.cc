/* case: the same kind of class, and nobody falls back. */
#include <sys/socket.h>
#include <unistd.h>

class Descriptor {
public:
	explicit Descriptor(int fd) noexcept : fd_(fd) {}
	Descriptor(const Descriptor &) = delete;
	~Descriptor()
	{
		if (fd_ >= 0)
			::close(fd_);
	}
	explicit operator bool() const noexcept { return fd_ >= 0; }
	int get() const noexcept { return fd_; }

private:
	int fd_;
};

void serve(int fd);

bool take(int listener)
{
	Descriptor d{accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)}; // expect: all=unhandled:error-returned
	if (!d)
		return false;
	serve(d.get());
	return true;
}
