#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int serve(int listener)
{
	int fd;
	switch (listener) {
#include "parts/step.inc"
	default: return -1;
	}
	return fd;
}
