/* case: a jump through a table of labels (GNU C). */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	static const void *const next[] = {&&done, &&old};
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled|unknown|conditional EPERM=unhandled|unknown|conditional ENOTSUP=unhandled|unknown|conditional */

	goto *next[fd < 0 && errno == ENOSYS];
old:
	fd = accept(listener, NULL, NULL);
done:
	return fd;
}
