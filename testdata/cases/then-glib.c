/* case: GLib calls a source's callback again until that returns FALSE. */
#include <stddef.h>
#include <sys/socket.h>

unsigned g_unix_fd_add(int fd, int condition, int (*function)(int, int, void *), void *data);
void told(const char *what);

static int keeps(int fd, int condition, void *data)
{
	int *out = data;
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
	(void)condition;
	if (conn < 0) {
		told("no connection");
		return 1;
	}
	*out = conn;
	return 1;
}

static int removes(int fd, int condition, void *data)
{
	int *out = data;
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:feature-off */
	(void)condition;
	if (conn < 0)
		told("no connection");
	else
		*out = conn;
	return 0;
}

void start(int fd, int *conn)
{
	g_unix_fd_add(fd, 1, keeps, conn);
	g_unix_fd_add(fd, 1, removes, conn);
}
