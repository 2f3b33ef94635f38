/* case: a member starts as what the call gives, in a class that some function makes an object of. */
#include <cerrno>
#include <sys/socket.h>

struct Connection {
	int listener = 3;
	int fd = accept4(listener, nullptr, nullptr, 0); /* expect: all=unhandled */
};

class Kept {
public:
	int fd{accept4(4, nullptr, nullptr, 0)}; /* expect: ENOSYS=handled rest=unhandled */
};

int take()
{
	Connection c;
	return c.fd;
}

int take_kept()
{
	Kept kept;
	if (kept.fd < 0 && errno == ENOSYS)
		kept.fd = accept(4, nullptr, nullptr);
	return kept.fd;
}
