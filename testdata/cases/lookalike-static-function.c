/* case: a static function of the program's own has the name; its calls are not the call. */
#define accept4 system_accept4 /* expect-occurrence: macro-definition */
#include <sys/socket.h>
#undef accept4

static int accept4(int listener, int backlog, int mode, int tries)
{
	return listener + backlog + mode + tries;
}

int take(int listener)
{
	return accept4(listener, 0, 0, 0); /* expect-occurrence: look-alike */
}
