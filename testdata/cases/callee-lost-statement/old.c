#include <errno.h>
#include <sys/socket.h>

int take_old(int listener, int error)
{
	when (error ! in missing) { return -1; }
	return accept(listener, 0, 0);
}
