/* case: flags and tables that lie in aggregates with static storage start as their initialisers have it: members by
 * position and by name, elements of a table of structs up to its end mark; but not where somebody may have written to
 * them. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct state {
	int count, works;
};

static struct state by_position = {0, 1}, by_name = {.works = 1}, rest_is_zero = {4};
static struct state configured = {0, 1};
static const struct entry {
	int error;
	const char *text;
} known[] = {{ENOSYS, "missing"}, {EPERM, "denied"}, {0, NULL}};
static int switches[2] = {1, 1};

int first(int listener)
{
	int fd = -1;
	if (by_position.works) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
		by_position.works = 0;
	}
	if (!by_position.works)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int second(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && by_name.works)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int third(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && rest_is_zero.works)
		fd = accept(listener, NULL, NULL);
	return fd;
}

void configure(struct state *s)
{
	s->works = 0;
}

void configure_all(int which)
{
	configure(&configured);
	switches[which] = 0;
}

int fourth(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0 && configured.works)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int fifth(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	for (const struct entry *e = known; fd < 0 && e->error; e++)
		if (e->error == errno)
			return accept(listener, NULL, NULL);
	return fd;
}

int sixth(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0 && switches[1])
		fd = accept(listener, NULL, NULL);
	return fd;
}
