#ifndef PROJ_NET_H
#define PROJ_NET_H
#define PROJ_MISSING(e) ((e) == ENOSYS || (e) == EPERM)
struct proj_listener {
	int fd;
};
#endif
