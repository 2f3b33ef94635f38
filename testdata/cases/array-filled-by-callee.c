/* case: a function that is given an array writes an element that is tested afterwards: it is the same element, however
 * the array is handed over. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static void fill(int *numbers)
{
	numbers[1] = 1;
}

static void fill_first(int *numbers)
{
	*numbers = 1;
}

int by_name(int listener)
{
	int stop[2] = {0, 0};
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */

	if (fd < 0) {
		fill(stop);
		if (stop[1])
			return -1;
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_name_the_other_one(int listener)
{
	int stop[2] = {0, 0};
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */

	if (fd < 0) {
		fill(stop);
		if (stop[0])
			return -1;
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_address(int listener)
{
	int stop[2] = {0, 0};
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */

	if (fd < 0) {
		fill(&stop[0]);
		if (stop[1])
			return -1;
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int the_first(int listener)
{
	int stop[2] = {0, 0};
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */

	if (fd < 0) {
		fill_first(stop);
		if (stop[0])
			return -1;
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
