/* case: GNU C's cleanup attribute and variable-length arrays beside the call. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static void free_text(char **p)
{
	free(*p);
}

int take(int listener, int n)
{
	__attribute__((cleanup(free_text))) char *text = malloc(16);
	char buffer[n + 1];
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */

	snprintf(buffer, sizeof(buffer), "%d", fd);
	if (fd < 0 && (errno == ENOSYS || errno == ENOTSUP))
		return accept(listener, NULL, NULL);
	return text ? fd : -1;
}
