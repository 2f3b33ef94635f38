#include <stddef.h>
struct conn {
	int fd;
};
struct listener;
struct protocol {
	const char *name;
	struct conn *(*accept_conn)(struct listener *l, int *status);
	struct conn *(*take_conn)(struct listener *l);
	struct conn *(*peek_conn)(struct listener *l);
};
struct receiver {
	int fd, flags;
	const struct protocol *proto;
};
struct listener {
	int max;
	struct receiver rx;
};
enum { DONE, YIELD, RETRY };
struct conn *sock_accept(struct listener *l, int *status);
struct conn *sock_take(struct listener *l);
struct conn *sock_peek(struct listener *l);
struct conn *conn_new(int fd);
void fd_cant_recv(int fd);
void listener_accept(struct listener *l);
void use(struct conn *c);
