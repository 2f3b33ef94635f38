#include "probe.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int works = -1;
int asked;
int handed_out = -1;
int counted = -1;
int reset = -1;

void probe_works(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	works = !(fd < 0 && (errno == ENOSYS || errno == EPERM));
}

void probe_asked(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	asked = fd >= 0 || errno != ENOSYS ? 2 : 1;
}

void probe_handed_out(void)
{
	accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled|conditional */
	handed_out = errno != ENOSYS;
}

void probe_counted(void)
{
	accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled|conditional */
	counted = errno != ENOSYS;
}

void probe_reset(void)
{
	accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled|conditional rest=unhandled */
	reset = errno != ENOSYS;
}
