#define _GNU_SOURCE
#include "calls.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <search.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int numbers[4];
static void *tree;
static pthread_once_t once = PTHREAD_ONCE_INIT;
int (*chosen)(const void *a, const void *b) = compare_and_clear;

int sorted(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional EPERM=conditional ENOTSUP=conditional */
	if (fd < 0) {
		qsort(numbers, 4, sizeof(int), compare_and_clear);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int sorted_mildly(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		qsort(numbers, 4, sizeof(int), compare);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int sorted_as_chosen(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		qsort(numbers, 4, sizeof(int), chosen);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int searched(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		tsearch(&listener, &tree, compare_and_clear);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int started(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		pthread_once(&once, start_or_exit);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int listed(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		struct dirent **names;
		scandir("/", &names, select_none, NULL);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int listed_whole(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		struct dirent **names;
		scandir("/", &names, NULL, alphasort);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int at_the_end(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		atexit(start_or_exit);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

