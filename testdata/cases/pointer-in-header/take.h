#ifndef TAKE_H
#define TAKE_H
#include <stddef.h>
#include <sys/socket.h>
typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);
extern int accept4(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: declaration */
static take_fn take_now = accept4; /* expect: all=unhandled form=fnptr */
#endif
