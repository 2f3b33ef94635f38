#ifndef TAKE_H
#define TAKE_H
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct net_calls {
	int (*take_one)(int, struct sockaddr *, socklen_t *, int);
	int (*drop_one)(int);
};

extern const struct net_calls net_calls;

#define TAKE(listener) (net_calls.take_one((listener), NULL, NULL, 0))

int serve_by_table(int listener);
#endif
