/* case: the same with the comparison the wrong way round: works when ENOSYS, else "missing". */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int accept4_works = -1;

int take(int listener)
{
	int fd = -1;

	if (accept4_works != 0) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled:error-returned EPERM=handled ENOTSUP=handled patterns=works-from-first-error,sticky-on-ambiguous-errno,wrong-errno-tested */
		if (fd < 0 && accept4_works == -1)
			accept4_works = (errno == ENOSYS);
	}
	if (accept4_works == 0)
		fd = accept(listener, NULL, NULL);
	return fd;
}
