#include <errno.h>
#include <sys/socket.h>

int take(int listener);
void log_msg(const char *text);

int serve(int listener)
{
	int fd = take(listener);
	if (fd < 0) {
		log_msg("no accept4()");
		if (errno == ENOSYS)
			fd = accept(listener, 0, 0);
	}
	return fd;
}
