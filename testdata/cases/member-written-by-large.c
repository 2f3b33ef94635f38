/* case: a function that is too large to be gone into for what it writes may change the member that was tested, or a
 * flag that was never touched since the start; one that writes other members changes nothing. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct server {
	int use_new, count, last;
};

static int works = 1;

static int weigh(int n)
{
	switch (n) {
	case 1: return n ^ 3;
	case 2: return n ^ 5;
	case 3: return n ^ 7;
	case 4: return n ^ 9;
	case 5: return n ^ 11;
	case 6: return n ^ 13;
	case 7: return n ^ 15;
	case 8: return n ^ 17;
	case 9: return n ^ 19;
	case 10: return n ^ 21;
	case 11: return n ^ 23;
	case 12: return n ^ 2;
	case 13: return n ^ 4;
	case 14: return n ^ 6;
	case 15: return n ^ 8;
	case 16: return n ^ 10;
	default: return n;
	}
}

static void choose(struct server *s, int n)
{
	s->use_new = weigh(n);
}

static void count(struct server *s, int n)
{
	s->count += weigh(n);
	s->last = n;
}

static void decide(int n)
{
	works = weigh(n);
}

int take(struct server *s, int listener, int n)
{
	int fd;

	if (!s->use_new)
		return -1;
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional|unknown */
	if (fd < 0) {
		choose(s, n);
		if (s->use_new)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_counted(struct server *s, int listener, int n)
{
	int fd;

	if (!s->use_new)
		return -1;
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		count(s, n);
		if (s->use_new)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_decided(int listener, int n)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional|unknown */
	if (fd < 0) {
		decide(n);
		if (works)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
