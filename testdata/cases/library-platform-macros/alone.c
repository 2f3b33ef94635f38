#include <sys/socket.h>

#ifdef G_OS_UNIX
int alone(int s)
{
	return accept4(s, 0, 0, 0); /* expect: all=unhandled */
}
#endif
