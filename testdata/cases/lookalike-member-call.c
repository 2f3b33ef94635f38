/* case: a call through a structure's member of that name, filled with something that can't be seen. */
#include <stddef.h>
#include <sys/socket.h>

struct driver {
	int (*accept4)(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: look-alike|declaration */
};

int take(const struct driver *d, int listener)
{
	return d->accept4(listener, NULL, NULL, 0); /* expect-occurrence: look-alike */
}
