#ifndef PORT_H
#define PORT_H

#ifdef PORT_WINDOWS
#include <winsock2.h>
#define BAD_HANDLE INVALID_SOCKET
#define make_private(h) SetHandleInformation((HANDLE)h, 1, 0)
#endif

#ifdef PORT_POSIX
#include <sys/socket.h>
typedef int handle_type;
#define BAD_HANDLE -1
#define make_private port_make_private
void port_make_private(int fd);
void close_quietly(handle_type h);
#endif

#endif
