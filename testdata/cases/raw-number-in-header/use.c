#include "call.h"

int whole(int listener)
{
	start(listener);
	return take_new(listener); /* expect: all=unhandled:error-returned form=syscall */
}

int further(int listener)
{
	return take_further(listener); /* expect: all=unhandled:error-returned form=syscall */
}

int number(int listener)
{
	return (int)syscall(CALL_ACCEPT4, listener, 0, 0, 0); /* expect: all=unhandled:error-returned form=syscall */
}

int chain(int listener)
{
	return (int)syscall(FIRST, listener, 0, 0, 0); /* expect: all=unhandled:error-returned form=syscall */
}

int falls_back(int listener)
{
	int fd = take_new(listener); /* expect: all=handled form=syscall */

	if (fd < 0)
		fd = take_old(listener);
	return fd;
}

int other_call(int listener)
{
	int fd = take_new(listener); /* expect: all=unhandled:error-returned form=syscall */

	if (fd < 0)
		fd = start(listener);
	return fd;
}
