#define _GNU_SOURCE
#include <sys/socket.h>
#define CALL_UNDER_TEST accept4
#define MORE_ARGS	, SOCK_CLOEXEC
#include "body.c"
