/* case: two members of one name and one type: each function that is put there may be meant, and one ends the
 * program. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct log {
	void (*handler)(unsigned long level, void *data, const char *text);
};
struct trap {
	void (*handler)(unsigned long level, void *data, const char *text);
};

static void on_log(unsigned long level, void *data, const char *text)
{
	(void)data;
	if (level <= 6)
		puts(text);
}

static void on_trap(unsigned long level, void *data, const char *text)
{
	(void)level;
	(void)data;
	puts(text);
	exit(3);
}

void arm(struct trap *trap, struct log *log)
{
	trap->handler = on_trap;
	log->handler = on_log;
}

int take(int listener, struct log *log)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=conditional|unknown */

	if (fd < 0) {
		log->handler(6UL, log, "cannot accept");
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
