/* case: a reference to a function is the function: a variable, a member, a parameter, a result. */
#include <cerrno>
#include <sys/socket.h>

using taker = int(int, sockaddr *, socklen_t *, int);

struct Server {
	taker &take;
	int listener;
	int run()
	{
		int fd = take(listener, nullptr, nullptr, 0);
		if (fd < 0 && errno == ENOSYS)
			fd = accept(listener, nullptr, nullptr);
		return fd;
	}
};

int in_a_variable(int listener)
{
	taker &f = accept4; /* expect: all=unhandled */
	return f(listener, nullptr, nullptr, 0);
}

int in_a_member(int listener)
{
	Server server{accept4, listener}; /* expect: ENOSYS=handled rest=unhandled */
	return server.run();
}

static int call(taker &f, int listener)
{
	return f(listener, nullptr, nullptr, 0);
}

int in_a_parameter(int listener)
{
	int fd = call(accept4, listener); /* expect: all=handled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, nullptr, nullptr);
	return fd;
}
