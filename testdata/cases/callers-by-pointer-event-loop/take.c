#include <sys/socket.h>
#include <unistd.h>

#include "loop.h"

static struct watch watches[2];

static int take(int fd)
{
	return accept4(fd, 0, 0, 0); /* expect: all=unhandled:busy-loop */
}

static int on_ready(int fd, void *data)
{
	int c = take(fd);

	(void)data;
	if (c < 0)
		return 1;
	close(c);
	return 1;
}

static int on_ready_quietly(int fd, void *data)
{
	int c = accept4(fd, 0, 0, 0); /* expect: all=unhandled:busy-loop */

	(void)data;
	if (c >= 0)
		close(c);
	return 1;
}

struct logger {
	int (*func)(int level, void *data);
	int level;
	void *data;
	struct logger *next;
};

static struct logger *loggers;

void log_event(int level)
{
	for (struct logger *l = loggers; l; l = l->next)
		if (l->level <= level)
			l->func(level, l->data);
}

void log_close(void)
{
	log_event(0);
}

void start(int fd)
{
	loop_add(&watches[0], fd, on_ready, 0);
	loop_add(&watches[1], fd, on_ready_quietly, 0);
}

static int take_once(int fd)
{
	return accept4(fd, 0, 0, 0); /* expect: all=unhandled:error-returned */
}

int begin(int fd)
{
	return once(take_once, fd);
}
