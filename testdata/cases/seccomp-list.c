/* case: lists of calls for a filter name it without calling it. */
#include <sys/socket.h>
#include <sys/syscall.h>

#define SCMP_SYS(x) ((int)(__NR_##x))

int allow(int number);

int fill(void)
{
	static const int allowed[] = {
		SCMP_SYS(accept),
		SCMP_SYS(accept4), /* expect-occurrence: table */
		SCMP_SYS(bind),
	};
	int done = 0;

	for (unsigned i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		done += allow(allowed[i]);
	return done + allow(__NR_accept4); /* expect-occurrence: table|look-alike */
}
