/* case: a flag is left behind, but there is no next attempt: main() comes to its end. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
static int missing;
int main(void)
{
	int fd;
	if (missing)
		fd = accept(3, NULL, NULL);
	else
		fd = accept4(3, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		missing = 1;
	return fd < 0;
}
