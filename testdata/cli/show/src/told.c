#include <errno.h>
#include <sys/socket.h>
void log_msg(const char *text);
int told(int s)
{
	int fd = accept4(s, 0, 0, 0);
	if (fd < 0) {
		log_msg("accept4 failed");
		if (errno == ENOSYS)
			fd = accept(s, 0, 0);
	}
	return fd;
}
