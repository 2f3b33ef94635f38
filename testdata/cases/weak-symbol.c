/* case: a weak declaration and a test of the address: again the libc's having it says nothing about the kernel. */
#include <stddef.h>
#include <sys/socket.h>

#pragma weak accept4

int take(int listener)
{
	if (accept4) /* expect: all=unhandled|unknown|handled form=fnptr|address */
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned form=direct */
	return accept(listener, NULL, NULL);
}
