#ifndef COMPAT_H
#define COMPAT_H
#include <sys/socket.h>
#ifdef HAVE_ACCEPT4
#define compat_accept(fd, addr, len) accept4((fd), (addr), (len), SOCK_CLOEXEC) /* expect-occurrence: macro-definition */
#else
#define compat_accept(fd, addr, len) accept((fd), (addr), (len))
#endif
#endif
