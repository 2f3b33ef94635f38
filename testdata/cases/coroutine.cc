/* case: the bodies of coroutines are functions' bodies.
 * compile: -std=c++20 */
// C++20
#include <cerrno>
#include <coroutine>
#include <sys/socket.h>
#include <unistd.h>

struct task {
	struct promise_type {
		task get_return_object() { return {}; }
		std::suspend_never initial_suspend() { return {}; }
		std::suspend_never final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() {}
	};
};

task take(int s)
{
	int fd = accept4(s, nullptr, nullptr, 0); /* expect: all=unhandled */
	if (fd >= 0)
		close(fd);
	co_return;
}

task take_or_fall_back(int s)
{
	int fd = accept4(s, nullptr, nullptr, 0); /* expect: EPERM=handled rest=unhandled */
	if (fd < 0 && errno == EPERM)
		fd = accept(s, nullptr, nullptr);
	if (fd < 0)
		co_return;
	co_await std::suspend_never{};
	close(fd);
}
