/* case: longer words that contain the name are not the name, and need no account. */
#include <stddef.h>
#include <sys/socket.h>

int my_accept4(int), accept4_wrapper(int), accept42(int), xaccept4x(int);

int take(int listener)
{
	return my_accept4(listener) + accept4_wrapper(listener) + accept42(listener) + xaccept4x(listener);
}
