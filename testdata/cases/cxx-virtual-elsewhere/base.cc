#include "base.h"

void Ends::note_end() {}
int Ends::serve(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional:exit */
	if (fd < 0) {
		note_end();
		fd = accept(s, 0, 0);
	}
	return fd;
}

int GivesUp::try_again(int s)
{
	return accept(s, 0, 0);
}
int GivesUp::serve(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional */
	return fd < 0 ? try_again(s) : fd;
}

void Watches::opened(int) {}
int Watches::serve(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost */
	if (fd < 0) {
		fd = accept(s, 0, 0);
		if (fd >= 0) {
			fcntl(fd, F_SETFD, FD_CLOEXEC);
			opened(fd);
		}
	}
	return fd;
}

void Harmless::note_harmless() {}
int Harmless::serve(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		note_harmless();
		fd = accept(s, 0, 0);
	}
	return fd;
}
