/* fix: case labels are indented.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s, int how)
{
    int fd = -1;

    switch (how) {
        case 0:
            puts("none");
            break;
        default:
            fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
            if (fd < 0) {
                switch (errno) {
                    case ENOSYS:
                    case ENOTSUP:
                    case EPERM:
                        fd = accept(s, NULL, NULL);
                        if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
                            close(fd);
                            fd = -1;
                        }
                        break;
                    default:
                        break;
                }
            }
            break;
    }
    if (fd < 0) {
        return -1;
    }
    return fd;
}
