/* case: what a probe keeps away may be the place that takes the call's address; where it is come to, what happens at the
 * call through the pointer counts. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int accept4_fn(int, struct sockaddr *, socklen_t *, int);

static int works = -1;

static void probe(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	works = fd >= 0 || errno != ENOSYS;
}

int through_a_local(int lfd)
{
	if (works < 0)
		probe();
	if (works) {
		accept4_fn *fn = accept4; /* expect: ENOSYS=handled rest=unhandled form=address|fnptr */
		return fn(lfd, NULL, NULL, 0);
	}
	return accept(lfd, NULL, NULL);
}

static int tried = -1;

static void try_it(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: all=unhandled */
	tried = fd >= 0 || errno == EINVAL;
}

int taken_before_it_is_known(int lfd)
{
	accept4_fn *fn = accept4; /* expect: all=unhandled */
	if (tried < 0)
		try_it();
	return fn(lfd, NULL, NULL, 0);
}
