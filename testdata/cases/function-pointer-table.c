/* case: the call's address stands in a table of operations that other code uses. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct operations {
	const char *name;
	int (*take)(int, struct sockaddr *restrict, socklen_t *restrict, int);
};

void use(const struct operations *o);

static const struct operations table[] = {
	{"new", (int (*)(int, struct sockaddr *restrict, socklen_t *restrict, int))accept4}, /* expect: all=unhandled|unknown form=fnptr|address */
};

void register_all(void)
{
	use(table);
}
