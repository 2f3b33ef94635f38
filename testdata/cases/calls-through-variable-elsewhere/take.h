#ifndef TAKE_H
#define TAKE_H
#include <stddef.h>
#include <sys/socket.h>

typedef int take_function(int, struct sockaddr *, socklen_t *, int);

extern take_function *take_now;

int serve_well(int listener);
int serve_badly(int listener);
#endif
