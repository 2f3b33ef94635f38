/* case: a lambda that stands in an initialiser outside of all functions is not judged; its call was taken for a
 * declaration, since "return" stood where a type would, and the scan was clean.
 * expect-exit: 3 */
#include <sys/socket.h>

const auto take = [](int s) { return ::accept4(s, nullptr, nullptr, 0); }; /* expect-occurrence: unreached */

struct ways {
	int (*take)(int);
};

const ways all[] = {{[](int s) { return accept4(s, nullptr, nullptr, 0); }}}; /* expect-occurrence: unreached */

struct server {
	int (*take)(int) = [](int s) { return (accept4(s, nullptr, nullptr, 0)); }; /* expect-occurrence: unreached */
};

int first = [](int s) -> int {
	if (int c = accept4(s, nullptr, nullptr, 0)) /* expect-occurrence: unreached */
		return c;
	return 0;
}(3);
