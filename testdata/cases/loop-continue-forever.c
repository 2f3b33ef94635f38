/* case: a server loop that goes on after any error: the listener stays readable, the loop spins. */
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

void serve(int fd);

void run(int listener)
{
	for (;;) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
		if (fd < 0) {
			perror("accept4");
			continue;
		}
		serve(fd);
	}
}
