#include <errno.h>
#include <stdio.h>

int take(int s, struct sockaddr *who, socklen_t *size)
{
	int fd = CALL_UNDER_TEST(s, who, size MORE_ARGS); /* expect: all=unhandled */
	if (fd < 0)
		perror("take");
	return fd;
}

int take_or_fall_back(int s)
{
	int fd = CALL_UNDER_TEST(s, NULL, NULL MORE_ARGS); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(s, NULL, NULL);
	return fd;
}
