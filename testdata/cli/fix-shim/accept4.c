/* Accepts two connections with accept4(), and says what came of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(void)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	socklen_t length = sizeof(name);
	int sock = socket(AF_UNIX, SOCK_STREAM, 0);

	if (bind(sock, (struct sockaddr *)&name, sizeof(name.sun_family)) < 0 || listen(sock, 2) < 0 ||
	    getsockname(sock, (struct sockaddr *)&name, &length) < 0)
		return 9;
	for (int i = 0; i < 2; i++) {
		int client = socket(AF_UNIX, SOCK_STREAM, 0);

		if (connect(client, (struct sockaddr *)&name, length) < 0)
			return 9;
		int fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (fd < 0)
			printf("%s ", strerrorname_np(errno));
		else
			printf("%s%s ", fcntl(fd, F_GETFD) & FD_CLOEXEC ? "CLOEXEC" : "",
			       fcntl(fd, F_GETFL) & O_NONBLOCK ? "+NONBLOCK" : "");
	}
	printf("\n");
	return 0;
}
