#ifndef TAKE_H
#define TAKE_H
#include <stddef.h>
#include <sys/socket.h>

typedef int take_function(int, struct sockaddr *, socklen_t *, int);

struct net_calls {
	take_function *take_any;
};

extern struct net_calls net_calls;

void start(void);
int serve_well(int listener);
int serve_badly(int listener);
#endif
