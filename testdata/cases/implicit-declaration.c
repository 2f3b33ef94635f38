/* case: no header declares the call; the compiler of the day only warned.
 * compile: -std=gnu89 */
#include <errno.h>
extern int accept();

int take(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, 0, 0);
	return fd;
}
