#ifndef GATED_H
#define GATED_H
#include "take.h"

static int take_the_old_way(int listener, struct sockaddr *who, socklen_t *size, int flags)
{
	int fd = accept(listener, who, size);

	if (fd >= 0 && (flags & SOCK_CLOEXEC))
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

#ifdef HAVE_ACCEPT4
extern int accept4(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: declaration */
static take_function *take_gated = accept4; /* expect: ENOSYS=handled rest=unhandled:error-returned flags=CLOEXEC:kept form=fnptr */
#else
static take_function *take_gated = take_the_old_way;
#endif
#endif
