/* case: a function that is put into a pointer by a cast is called, whatever it is declared to take: a number for an
 * address, more arguments than it wants, any number of them, in a table. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct events {
	void (*fatal)(unsigned long code);
	int (*again)(const char *format, ...);
};

static void die(void *why)
{
	(void)why;
	exit(3);
}

static void tell(unsigned long code)
{
	printf("%lu\n", code);
}

static int give_up(const char *text)
{
	puts(text);
	return -1;
}

static const struct events table[] = {{(void (*)(unsigned long))die, 0}, {tell, 0}};

void arm(struct events *events)
{
	events->fatal = (void (*)(unsigned long))die;
	events->again = (int (*)(const char *, ...))give_up;
}

int take(const struct events *events, int listener)
{
	int fd = accept4(listener, 0, 0, SOCK_CLOEXEC); /* expect: all=unhandled|conditional|unknown */

	if (fd < 0) {
		events->fatal(1);
		fd = accept(listener, 0, 0);
	}
	return fd;
}

int take_by_table(unsigned which, int listener)
{
	int fd = accept4(listener, 0, 0, SOCK_CLOEXEC); /* expect: all=conditional|unknown */

	if (fd < 0) {
		table[which & 1].fatal(1);
		fd = accept(listener, 0, 0);
	}
	return fd;
}

int take_once_more(const struct events *events, int listener)
{
	int fd = accept4(listener, 0, 0, SOCK_CLOEXEC); /* expect: all=unhandled|unknown */

	return fd < 0 ? events->again("%d", listener) : fd;
}
