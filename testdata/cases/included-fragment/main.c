#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef struct loop {
	int listener;
} loop_t;

#include "backend.c.h"

int run(loop_t *loop)
{
	return backend_take(loop);
}
