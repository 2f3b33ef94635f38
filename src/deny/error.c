/* What does not need libseccomp: the error domain, and errnos as this machine numbers them. */
#include "deny/deny.h"

#include <string.h>

#define ERRNO_MAX 4095 /* of what a system call can return */

GQuark deny_error_quark(void)
{
	return g_quark_from_static_string("deny-error");
}

int deny_own_errno(int number)
{
	for (int own = 1; own <= ERRNO_MAX; own++) {
		const char *name = strerrorname_np(own);
		int generic;
		if (name && errno_number(name, &generic) && generic == number)
			return own;
	}
	return 0;
}
