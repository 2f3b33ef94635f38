#include <sys/socket.h>

int wrapped_accept(int sock, struct sockaddr *addr, socklen_t *len, int flags);
#define accept4 wrapped_accept /* expect-occurrence: macro-definition */
