#pragma once
#include <sys/socket.h>
#define NET_ACCEPT(fd) accept4(fd, 0, 0, SOCK_CLOEXEC)
