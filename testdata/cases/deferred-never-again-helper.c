/* case: the function leaves a flag behind for its next attempt, but its only caller calls it once. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
static int missing;
static int take(int s)
{
	if (missing)
		return accept(s, NULL, NULL);
	int fd = accept4(s, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		missing = 1;
	return fd;
}
int main(void)
{
	return take(3) < 0;
}
