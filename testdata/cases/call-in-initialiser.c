/* case: the call initialises a structure's member, which is then tested. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct connection {
	int fd;
	int state;
};

int take(int listener, struct connection *out)
{
	struct connection c = {.fd = accept4(listener, NULL, NULL, 0), .state = 1}; /* expect: ENOSYS=handled rest=unhandled:error-returned */

	if (c.fd < 0) {
		if (errno != ENOSYS)
			return -1;
		c.fd = accept(listener, NULL, NULL);
	}
	*out = c;
	return 0;
}
