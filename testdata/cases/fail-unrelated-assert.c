/* case: behind the failure stands an assertion about something else, which the path leaves open: the program does not end
 * because of the failure. One about the result does end it. A callback that returns an error has told it; what watch()
 * does nobody knows, so that no busy loop is shown. */
#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
	int listener, references;
};

void told(const char *what);

static void server_unref(struct server *s)
{
	assert(s->references >= 1);
	if (--s->references == 0)
		free(s);
}

static void on_readable(struct server *s)
{
	s->references++;
	int fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled:other */
	if (fd < 0)
		told("no connection");
	else
		close(fd);
	server_unref(s);
}

static void on_fatal(struct server *s)
{
	int fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled:abort */
	assert(fd >= 0);
	close(fd);
}

static int on_checked(struct server *s)
{
	int fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

void watch(int fd, void (*f)(struct server *), int (*checked)(struct server *), struct server *s);

void start(struct server *s)
{
	watch(s->listener, on_readable, NULL, s);
	watch(s->listener, on_fatal, on_checked, s);
}
