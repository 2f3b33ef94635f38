/* case: the sticky flag is a member with an initialiser in the class. */
#include <cerrno>
#include <sys/socket.h>

class Acceptor {
public:
	int take(int listener)
	{
		if (have_accept4_) {
			int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled
			if (fd >= 0 || errno != ENOSYS)
				return fd;
			have_accept4_ = false;
		}
		return accept(listener, nullptr, nullptr);
	}

private:
	bool have_accept4_ = true;
};

int use(Acceptor &a, int listener)
{
	return a.take(listener);
}
