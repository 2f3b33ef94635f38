/* case: a range-for over the listeners, with continue for those that have nobody waiting. */
#include <cerrno>
#include <sys/socket.h>
#include <vector>

void serve(int fd);

int take_all(const std::vector<int> &listeners)
{
	int n = 0;

	for (int listener : listeners) {
		int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled
		if (fd < 0 && errno == ENOSYS)
			fd = accept(listener, nullptr, nullptr);
		if (fd < 0)
			continue;
		serve(fd);
		++n;
	}
	return n;
}
