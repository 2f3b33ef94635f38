#ifndef WRAP_HH
#define WRAP_HH
#include <sys/socket.h>
namespace
{
inline int take(int sock, struct sockaddr *who, socklen_t *size)
{
	return accept4(sock, who, size, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:lost */
}
}
#endif
