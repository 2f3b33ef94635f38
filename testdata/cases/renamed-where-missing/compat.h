#ifndef COMPAT_H
#define COMPAT_H

#include <sys/socket.h>

#ifndef HAVE_ACCEPT4
int compat_accept4(int sock, struct sockaddr *addr, socklen_t *len, int flags);
#define accept4(sock, addr, len, flags) compat_accept4((sock), (addr), (len), (flags)) /* expect-occurrence: macro-definition */
#endif

#endif
