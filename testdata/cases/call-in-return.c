/* case: the result is returned as it is; nobody in the program asks. */
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	return accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned form=direct severity=error */
}
