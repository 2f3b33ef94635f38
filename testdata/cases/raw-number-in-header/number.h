#ifndef NUMBER_H
#define NUMBER_H
#include <sys/syscall.h>
#include <unistd.h>
#define CALL_ACCEPT4 SYS_accept4 /* expect-occurrence: macro-definition */
#define CALL_ACCEPT  SYS_accept
#define CALL_LISTEN  SYS_listen
#endif
