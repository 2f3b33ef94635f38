/* case: the number of the call is pasted together by a macro, at once, in an argument of syscall(), or further down. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RAW(name, ...)	  syscall(__NR_##name, __VA_ARGS__)
#define NUMBER(name)	  SYS_##name
#define AGAIN(name, ...)  TRACED(name, __VA_ARGS__)
#define TRACED(name, ...) (traced(#name), syscall(SYS_##name, __VA_ARGS__))

void traced(const char *what);

int take_raw(int listener, struct sockaddr *who, socklen_t *size)
{
	return (int)RAW(accept4, listener, who, size, 0); /* expect: all=unhandled:error-returned form=syscall */
}

int take_number(int listener)
{
	long got = syscall(NUMBER(accept4), listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled form=syscall */

	if (got < 0 && errno == ENOSYS)
		got = RAW(accept, listener, 0, 0);
	return (int)got;
}

int take_traced(int listener)
{
	return (int)AGAIN(accept4, listener, 0, 0, 0); /* expect: all=unhandled:error-returned form=syscall */
}
