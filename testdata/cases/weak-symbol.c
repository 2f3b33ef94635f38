/* case: a weak declaration and a test of the address, which is no site: that the libc has it says nothing about the
 * kernel. */
#include <stddef.h>
#include <sys/socket.h>

#pragma weak accept4

int take(int listener)
{
	if (accept4) /* expect-occurrence: look-alike */
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned form=direct */
	return accept(listener, NULL, NULL);
}
