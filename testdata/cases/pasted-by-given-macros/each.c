#include <sys/socket.h>

#include "lists.h"

#define WRAP(name, type) type wrapped_##name(int s) { return name##4(s, 0, 0, 0); }

CALLS(WRAP) /* expect: all=unhandled */
