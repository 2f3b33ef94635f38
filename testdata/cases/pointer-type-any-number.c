/* case: members of one name in different records hold functions of different types: what takes any
 * number of arguments is never called as a handler of three. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct task {
	int number;
};
struct log {
	void (*handler)(unsigned long level, struct log *log, const char *format, ...);
};
struct timer {
	void (*handler)(struct task *task, void *object, void *data);
};

static void on_log(unsigned long level, struct log *log, const char *format, ...)
{
	va_list ap;

	(void)log;
	if (level > 6)
		return;
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
}

static void on_timer(struct task *task, void *object, void *data)
{
	(void)object;
	(void)data;
	exit(task ? 3 : 4);
}

void arm(struct timer *timer, struct log *log)
{
	timer->handler = on_timer;
	log->handler = on_log;
}

int take(int listener, struct log *log)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=handled */

	if (fd < 0) {
		log->handler(6UL, log, "cannot accept", 1);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
