/* case: two tests of the same value: what the first decided holds for the second. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int modern)
{
	int fd = -1;

	if (modern)
		fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (!modern)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_either(int listener, int modern)
{
	int fd = -1;

	if (modern) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
		modern = !(fd < 0 && errno == ENOSYS);
	}
	if (!modern)
		fd = accept(listener, NULL, NULL);
	return fd;
}
