/* case: raw strings hold what looks like comments, quotes and calls. */
#include <sys/socket.h>

const char *const help = R"(accept4(fd, 0, 0, 0); // " /* accept4)"; // expect-occurrence: string string
const char *const more = R"x(
)" accept4(1, 2, 3, 4);
)x";
const auto big = 1'000'000; // accept4 after digit separators

int take(int listener)
{
	return accept4(listener, nullptr, nullptr, 0); // expect: all=unhandled
}
