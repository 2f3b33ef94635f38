/* case: C11's _Generic, a compound literal and designated initialisers around the call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct result {
	int fd, error;
};

#define FAILED(x) _Generic((x), int: (x) < 0, struct result: 0)

struct result take(int listener)
{
	int fd = accept4(listener, &(struct sockaddr){.sa_family = AF_UNIX}, &(socklen_t){sizeof(struct sockaddr)}, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (FAILED(fd) && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return (struct result){.fd = fd, .error = fd < 0 ? errno : 0};
}
