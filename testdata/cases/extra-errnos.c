/* case: the code takes more errors for "missing" than the rule asks about; that is told, and changes no verdict. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled also=EINVAL,EACCES */
	if (fd < 0 && (errno == ENOSYS || errno == EINVAL || errno == EACCES))
		fd = accept(listener, NULL, NULL);
	return fd;
}
