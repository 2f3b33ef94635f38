/* case: an owner object is asked by its conversion operator, which nothing names. */
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

class owner {
	int fd_;

public:
	explicit owner(int fd) : fd_(fd)
	{
	}
	~owner()
	{
		reset(-1);
	}
	owner(const owner &) = delete;
	bool valid() const
	{
		return fd_ >= 0;
	}
	explicit operator bool() const
	{
		return valid();
	}
	void reset(int fd)
	{
		if (fd_ >= 0)
			::close(fd_);
		fd_ = fd;
	}
	int release()
	{
		int fd = fd_;
		fd_ = -1;
		return fd;
	}
	void keep_from_children()
	{
		::fcntl(fd_, F_SETFD, FD_CLOEXEC);
	}
};

int take(int listener)
{
	owner fd{::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)}; /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept */
	if (!fd && errno == ENOSYS) {
		fd.reset(::accept(listener, nullptr, nullptr));
		if (fd)
			fd.keep_from_children();
	}
	return fd.release();
}
