// The harness as programs in C++ see it: the system's headers, before stubs.h puts its macros over their names. An exception
// that nobody catches ends the program as abort() does.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>

typedef int h_accept4_fn(int, struct sockaddr *, socklen_t *, int);
typedef long h_syscall_fn(long, ...);

extern "C" {
int *h_errno_at(void);
h_accept4_fn *h_accept4_at(int key);
int h_accept(int lfd, struct sockaddr *a, socklen_t *l);
h_syscall_fn *h_syscall_at(int key);
int h_fcntl(int fd, int command, ...);
int h_ioctl(int fd, unsigned long request, ...);
int h_close(int fd);
void h_yield(int fd);
[[noreturn]] void h_exit(int status);
[[noreturn]] void h_abort(void);
int ext_bool(void);
int ext_pick(void);
void ext_log(int what);
void ext_use(int fd);
}

static const std::terminate_handler h_terminate = std::set_terminate(h_abort);
