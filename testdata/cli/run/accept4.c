/* Says what accept4() and accept() fail with when nobody connects. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void)
{
	int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct sockaddr any = {.sa_family = AF_UNIX};

	if (sock < 0 || bind(sock, &any, sizeof(any.sa_family)) < 0 || listen(sock, 1) < 0) {
		perror("listen");
		return 9;
	}
	if (accept4(sock, NULL, NULL, SOCK_CLOEXEC) < 0)
		printf("accept4: %s", strerrorname_np(errno));
	if (accept(sock, NULL, NULL) < 0)
		printf(", accept: %s\n", strerrorname_np(errno));
	return 7;
}
