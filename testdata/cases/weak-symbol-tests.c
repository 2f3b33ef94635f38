/* case: tests whether a weak function is there, in each of their forms, are no sites; an address that is kept is one. */
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *, socklen_t *, int);
extern int accept4(int, struct sockaddr *, socklen_t *, int) __attribute__((weak)); /* expect-occurrence: declaration */

int take_address(int listener)
{
	if (&accept4 != NULL) /* expect-occurrence: look-alike */
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned form=direct */
	return accept(listener, NULL, NULL);
}

int take_not(int listener)
{
	if (!accept4) /* expect-occurrence: look-alike */
		return accept(listener, NULL, NULL);
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned form=direct */
}

int take_chosen(int listener)
{
	return accept4 ? accept4(listener, NULL, NULL, 0) : accept(listener, NULL, NULL); /* expect-occurrence: look-alike */ /* expect: all=unhandled:error-returned form=direct */
}

int take_kept(int listener, int wanted)
{
	take_fn take = wanted && accept4 ? accept4 : NULL; /* expect-occurrence: look-alike */ /* expect: all=unhandled form=fnptr */

	return take ? take(listener, NULL, NULL, 0) : -1;
}
