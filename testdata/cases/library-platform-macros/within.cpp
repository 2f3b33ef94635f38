#include <QThread>
#include <cerrno>
#include <sys/socket.h>

#if defined(Q_OS_LINUX) && !defined(Q_OS_ANDROID)
int within(int s)
{
	int c = accept4(s, nullptr, nullptr, 0); /* expect: all=handled */

	return c < 0 && errno != EAGAIN ? accept(s, nullptr, nullptr) : c;
}
#endif
