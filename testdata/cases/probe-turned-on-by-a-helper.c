/* case: what a probe found out is overwritten by a static helper, by one that it calls, or by what that is given: then
 * the call is made after all. A helper that writes what the probe wrote, or something else, undoes nothing. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int have_a = -1, have_b = -1, have_c = -1, have_d = -1, count;

static int works(void)
{
	return accept4(-1, NULL, NULL, 0) >= 0 || errno == EBADF; /* expect: */
}

static void again_a(void)
{
	have_a = 1;
}

int take_a(int s, int once_more)
{
	int fd;

	if (have_a < 0)
		have_a = works();
	if (have_a)
		return accept4(s, NULL, NULL, 0); /* expect: all=unhandled|conditional */
	fd = accept(s, NULL, NULL);
	if (once_more)
		again_a();
	return fd;
}

static void set_b(int value)
{
	have_b = value;
}

static void again_b(void)
{
	set_b(1);
}

int take_b(int s, int once_more)
{
	int fd;

	if (have_b < 0)
		have_b = works();
	if (have_b)
		return accept4(s, NULL, NULL, 0); /* expect: all=unhandled|conditional */
	fd = accept(s, NULL, NULL);
	if (once_more)
		again_b();
	return fd;
}

static void again_c(int value)
{
	have_c = value;
}

int take_c(int s)
{
	int fd;

	if (have_c < 0)
		have_c = works();
	if (have_c)
		return accept4(s, NULL, NULL, 0); /* expect: all=handled */
	fd = accept(s, NULL, NULL);
	again_c(0);
	return fd;
}

static void counted(void)
{
	count++;
}

int take_d(int s)
{
	int fd;

	if (have_d < 0)
		have_d = works();
	if (have_d)
		return accept4(s, NULL, NULL, 0); /* expect: all=handled */
	fd = accept(s, NULL, NULL);
	counted();
	return fd;
}
