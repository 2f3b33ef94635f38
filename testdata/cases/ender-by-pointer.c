/* case: the C library's functions that end the program do so when a pointer leads to them, too; a member
 * or a variable of such a name does what it leads to. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct ways {
	void (*leave)(int);
};

static void (*leave)(int) = exit;
static const struct ways both[] = {{_exit}, {exit}};
static void tell(int status)
{
	(void)status;
}
static const struct ways one[] = {{_exit}, {tell}};

int by_variable(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0) {
		leave(1);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int by_local(int lfd)
{
	void (*end)(void) = abort;
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0) {
		end();
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int by_table(int lfd, int i)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled|conditional */
	if (fd < 0) {
		both[i].leave(1);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int one_of_two(int lfd, int i)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		one[i].leave(1);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int after_the_fallback(int lfd, int i)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0)
		fd = accept(lfd, NULL, NULL);
	if (fd < 0)
		one[i].leave(1);
	return fd;
}

static const struct named {
	void (*exit)(int);
} named = {tell};

int named_like_it(int lfd)
{
	void (*exit)(int) = tell;
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		named.exit(1);
		exit(1);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}
