#define ACCEPT_IN(s, flags) accept4((s), 0, 0, (flags)) // NOLINT(sysfall-accept4): 5.10 on all boards
#define ACCEPT(s) ACCEPT_IN(s, 0)
#define ACCEPT_PLAIN(s) \
	accept4((s), 0, 0, 0)
