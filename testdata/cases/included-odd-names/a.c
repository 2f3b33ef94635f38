#include <errno.h>
#include <sys/socket.h>

#include "impl.txt"
#include "template"
#include "macros.in.old"

int serve_txt(int fd)
{
	return take_txt(fd);
}

int serve_plain(int fd)
{
	return take_plain(fd);
}

int serve_macro(int fd)
{
	return TAKE(fd); /* expect: all=unhandled form=macro */
}
