/* case: a function without a prototype says nothing of what it takes: it may be meant by any call. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct log {
	void (*handler)(unsigned long level, struct log *log, const char *format, ...);
};

static void on_trouble()
{
	puts("trouble");
	exit(3);
}

static void on_log(unsigned long level, struct log *log, const char *format, ...)
{
	(void)log;
	if (level <= 6)
		puts(format);
}

void arm(struct log *log, int quits)
{
	log->handler = on_log;
	if (quits)
		log->handler = (void (*)(unsigned long, struct log *, const char *, ...))on_trouble;
}

int take(int listener, struct log *log)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=conditional|unknown */

	if (fd < 0) {
		log->handler(6UL, log, "cannot accept %d", 1);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
