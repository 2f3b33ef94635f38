/* case: every form of the comments that put findings away, on calls over several lines too; and those that are of no use
 * or have no counterpart, which are told.
 * expect-problem: unused-suppression */
#include <stddef.h>
#include <sys/socket.h>

int over_lines(int listener)
{
	return accept4(listener, /* expect: all=unhandled suppressed=comment */
		       NULL, NULL,
		       0); // NOLINT(bugprone-*, sysfall-accept4): the comment stands where the statement ends
}

int explained(int listener)
{
	// NOLINTNEXTLINE(sysfall-accept4): on these boards the kernel is never older than 4.4, and there is no sandbox; the
	// list of boards is in the wiki
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=comment */
}

/* NOLINTBEGIN(sysfall-*): all of this is only used in the tests */
int first(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=comment */
}

int second(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=comment */
}
/* NOLINTEND(sysfall-*) */

int everything(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* NOLINT */ /* expect: all=unhandled suppressed=comment */
}

int in_a_string(int listener, const char **why)
{
	*why = "NOLINTNEXTLINE(sysfall-accept4)";
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=none */
}

/* NOLINTBEGIN(sysfall-accept4) */
int never_ended(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled suppressed=none */
}
