#ifndef TAKE_H
#define TAKE_H
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int take_function(int, struct sockaddr *, socklen_t *, int);

int serve_gated(int listener, int flags);
#endif
