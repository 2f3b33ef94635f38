#include <cerrno>
#include <sys/socket.h>
#include "compat.h"

class Server
{
      public:
	int take(int s);
	void fail(const char *what) XX_NORETURN;
	void note(const char *what);
};

int Server::take(int s)
{
	int fd = accept4(s, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd < 0 && errno != ENOSYS)
		fail("accept");
	if (fd < 0)
		note("accept4 is missing");
	return fd < 0 ? accept(s, nullptr, nullptr) : fd;
}
