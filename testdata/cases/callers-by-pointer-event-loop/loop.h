#pragma once
typedef int (*watch_fn)(int fd, void *data);

struct watch;

struct watch_interface {
	int (*dispatch)(struct watch *w);
};

struct watch {
	const struct watch_interface *interface;
	int fd;
	watch_fn func;
	void *data;
	struct watch *next;
};

void loop_add(struct watch *w, int fd, watch_fn func, void *data);
int loop_once(void);
int once(int (*hook)(int), int fd);
