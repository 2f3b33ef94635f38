/* case: the call is in a callback that a library stores; nobody in sight calls it. */
#include <cerrno>
#include <functional>
#include <sys/socket.h>

void watch(int fd, std::function<void()> callback);
void serve(int fd);

void start(int listener)
{
	watch(listener, [listener] {
		int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK); // expect: all=unhandled
		if (fd >= 0)
			serve(fd);
	});
}
