/* Stands in for a C library whose accept4() always fails with the errno of $FAIL, and counts how often it was asked. */
#include <errno.h>
#include <stdlib.h>

int accept4_asked(void);
int accept4(int sock, void *addr, void *addrlen, int flags);

static int asked;

int accept4_asked(void)
{
	return asked;
}

int accept4(int sock, void *addr, void *addrlen, int flags)
{
	(void)sock;
	(void)addr;
	(void)addrlen;
	(void)flags;
	asked++;
	errno = atoi(getenv("FAIL"));
	return -1;
}
