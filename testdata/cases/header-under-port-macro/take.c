#include "port.h"
#include <stddef.h>

handle_type accept_any(handle_type listener)
{
	handle_type h = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept */
	if (h == BAD_HANDLE)
		h = accept(listener, NULL, NULL);
	if (h == BAD_HANDLE)
		return BAD_HANDLE;
	make_private(h);
	return h;
}
