#include "base.h"
#include <cstdio>

struct E : Ends {
	void note_end() override { exit(1); }
};
struct G : GivesUp {
	int try_again(int) override;
};
int G::try_again(int)
{
	return -1;
}
struct W : Watches {
	void opened(int fd) override { fcntl(fd, F_SETFD, 0); }
};
struct H : Harmless {
	void note_harmless() override { puts("again"); }
};
int serve_ends(int s)
{
	E e;
	return e.serve(s);
}
int serve_gives_up(int s)
{
	G g;
	return g.serve(s);
}
int serve_watches(int s)
{
	W w;
	return w.serve(s);
}
int serve_harmless(int s)
{
	H h;
	return h.serve(s);
}
