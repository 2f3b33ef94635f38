/* case: a finding that somebody has looked at and put away, with the reason. */
#include <stddef.h>
#include <sys/socket.h>

int on_line(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* NOLINT(sysfall-accept4): kernel 5 everywhere */ /* expect: all=unhandled suppressed=comment */
}

int on_next_line(int listener)
{
	/* NOLINTNEXTLINE(sysfall-*): the same */
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=comment */
}

int other_check(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* NOLINT(bugprone-unused-return-value) */ /* expect: all=unhandled suppressed=none */
}
