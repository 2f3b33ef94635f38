/* case: event loops over two listeners: accept() of the other one comes after the failure, but does not answer it, in
 * whichever way the two are told apart: by what the event equals, as sockets or as elements of what poll() is given. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>
void use(int fd);
int next_event(void);
void tell(int n);
int open_listener(const char *name);
void a(int listener, int control)
{
	for (int n = 0;; n++) {
		tell(n);
		int ev = next_event();
		if (ev == listener) {
			int fd = accept4(ev, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
			if (fd < 0)
				continue;
			use(fd);
		} else if (ev == control) {
			int fd = accept(ev, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}
void b(void)
{
	int l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0);
	struct pollfd p[2] = {{l, POLLIN, 0}, {c, POLLIN, 0}};
	for (int n = 0;; n++) {
		tell(n);
		poll(p, 2, -1);
		if (p[0].revents) {
			int fd = accept4(l, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
			if (fd < 0)
				continue;
			use(fd);
		}
		if (p[1].revents) {
			int fd = accept(c, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}
void c(void)
{
	int l = open_listener("tcp"), c = open_listener("unix");
	struct pollfd p[2] = {{l, POLLIN, 0}, {c, POLLIN, 0}};
	for (int n = 0;; n++) {
		tell(n);
		poll(p, 2, -1);
		if (p[0].revents) {
			int fd = accept4(p[0].fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
			if (fd < 0)
				continue;
			use(fd);
		}
		if (p[1].revents) {
			int fd = accept(p[1].fd, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}
void d(int *listeners)
{
	for (int n = 0;; n++) {
		tell(n);
		struct pollfd p[2] = {{listeners[0], POLLIN, 0}, {listeners[1], POLLIN, 0}};
		poll(p, 2, -1);
		if (p[0].revents) {
			int fd = accept4(listeners[0], NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
			if (fd < 0)
				continue;
			use(fd);
		}
		if (p[1].revents) {
			int fd = accept(listeners[1], NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}

/* The same listener, another call from the second round on. */
void e(int listener, int control)
{
	int old = 0;
	for (;;) {
		int ev = next_event();
		if (ev == listener) {
			int fd = old ? accept(ev, NULL, NULL) : accept4(ev, NULL, NULL, 0); /* expect: ENOSYS=handled|deferred EPERM=unhandled ENOTSUP=unhandled */
			if (fd < 0) {
				old |= errno == ENOSYS;
				continue;
			}
			use(fd);
		} else if (ev == control) {
			int fd = accept(ev, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}
