/* case: one loop over the events of two listeners, a loop inside a loop: accept() of the next event is for another
 * connection, although the same variable holds it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>
int next_event(int i);
void serve(int fd);
void loop(int web, int admin, int n)
{
	for (;;)
		for (int i = 0; i < n; i++) {
			int ready = next_event(i);
			if (ready == web) {
				int fd =
					accept4(ready, NULL, NULL, SOCK_NONBLOCK); /* expect: all=unhandled:busy-loop */
				if (fd < 0)
					continue;
				serve(fd);
			} else if (ready == admin) {
				close(accept(ready, NULL, NULL));
			}
		}
}
