/* case: what a verdict assumes is its own: one error is asked about before anything is told, another one after. A loop
 * that makes the same call again hangs on what is called in it; a fallback that is always called, too. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

void log_msg(const char *text);
int wait_a_bit(void);

int by_error(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled assumes-ENOSYS=none assumes-EPERM=log_msg assumes-ENOTSUP=log_msg */
	if (fd >= 0)
		return fd;
	if (errno == ENOSYS)
		return accept(listener, 0, 0);
	log_msg("it exists");
	return errno == EPERM ? accept(listener, 0, 0) : -1;
}

int again(int listener)
{
	int fd;
	while ((fd = accept4(listener, 0, 0, 0)) < 0) /* expect: all=unhandled:busy-loop assumes=wait_a_bit */
		wait_a_bit();
	return fd;
}

int always(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: all=handled assumes=log_msg */
	if (fd < 0) {
		log_msg("once more");
		fd = accept(listener, 0, 0);
	}
	return fd;
}
