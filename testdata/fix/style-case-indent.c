/* fix: case labels are indented.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int s, int how)
{
    int fd = -1;

    switch (how) {
        case 0:
            puts("none");
            break;
        default:
            fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
            break;
    }
    if (fd < 0) {
        return -1;
    }
    return fd;
}
