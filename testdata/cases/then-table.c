/* case: a table of functions is no event loop, nor is a function that nobody knows. */
#include <stddef.h>
#include <sys/socket.h>

static void bench(int fd, int *out)
{
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:silently-dropped */
	if (conn < 0)
		return;
	*out = conn;
}

static const struct {
	const char *name;
	void (*run)(int, int *);
} benchmarks[] = {{"accept4", bench}};

void *first_benchmark(void)
{
	return (void *)benchmarks;
}

static int on_connect(int fd, int *out)
{
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
	if (conn < 0)
		return 0;
	*out = conn;
	return 1;
}

void add_watch(int fd, int (*callback)(int, int *), int *data);

void start(int fd, int *conn)
{
	add_watch(fd, on_connect, conn);
}
