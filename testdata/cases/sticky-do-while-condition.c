/* case: nginx's shape: continue in a do/while goes to its condition. Either the loop goes on and takes the old call, or
 * it ends and the flag helps the next event. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct event {
	int listener;
	int available;
};

void serve(int fd);

void on_event(struct event *ev)
{
	static int use_accept4 = 1;
	int fd, err;

	do {
		if (use_accept4)
			fd = accept4(ev->listener, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled:silently-dropped */
		else
			fd = accept(ev->listener, NULL, NULL);
		if (fd == -1) {
			err = errno;
			if (use_accept4 && err == ENOSYS) {
				use_accept4 = 0;
				continue;
			}
			return;
		}
		serve(fd);
	} while (ev->available);
}
