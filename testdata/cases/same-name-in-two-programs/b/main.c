#include <errno.h>
#include <sys/socket.h>
int net_take(int l);
void serve(int);
int main(void)
{
	for (;;) {
		int fd = net_take(3);
		if (fd < 0 && errno == ENOSYS)
			fd = accept(3, 0, 0);
		if (fd < 0)
			return 1;
		serve(fd);
	}
}
