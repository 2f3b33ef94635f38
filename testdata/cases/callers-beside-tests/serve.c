#include "take.h"

#include <sys/socket.h>

int serve(int s)
{
	return take_more(s) < 0 ? -1 : 0;
}

int serve_all(int s)
{
	int c = take_with_help(s);

	return c < 0 ? accept(s, 0, 0) : c;
}
