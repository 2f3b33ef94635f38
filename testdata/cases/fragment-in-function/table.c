#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#define NAME(x) tcp_##x
#define LISTENER struct tcp_listener
LISTENER { int fd; };
#include "template.h"
