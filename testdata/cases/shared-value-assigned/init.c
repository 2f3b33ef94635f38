#include "backend.h"

int backend = BACKEND_POLL;

void choose(int epoll)
{
	if (epoll)
		backend = BACKEND_EPOLL;
}
