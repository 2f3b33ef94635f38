/* case: the number is given to a function that makes the call in assembly.
 * expect-exit: 3 */
#include <sys/syscall.h>

static long call(long number, long first)
{
	long result = number;

#ifdef __x86_64__
	__asm__ volatile("syscall" : "+a"(result) : "D"(first), "S"(0), "d"(0) : "rcx", "r11", "memory");
#endif
	return result + first;
}

int take(int listener)
{
	return (int)call(SYS_accept4, listener); /* expect-occurrence: unreached */
}
