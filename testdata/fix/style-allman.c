/* fix: braces on lines of their own, four blanks, no space before the parenthesis. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
    int fd;

    if(s < 0)
    {
        return -1;
    }
    fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
    if(fd < 0)
    {
        return -1;
    }
    return fd;
}
