/* case: ranges of case labels: over the numbers of errors, beyond the largest signed number, and one that is empty. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0)
		switch (errno) {
		case 1 ... 40:
		case 90 ... 99: return accept(listener, NULL, NULL);
		}
	return fd;
}

static int digits(unsigned long long n)
{
	switch (n) {
	case 0 ... 9: return 1;
	case 10 ... 999999999999999999ULL: return 2;
	case 1000000000000000000ULL ... 9999999999999999999ULL: return 3;
	default: return 4;
	}
}

int take_far(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && digits(9500000000000000000ULL) == 3)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_beyond(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && digits(9999999999999999999ULL + 1) == 3)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_never(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0)
		switch (errno) {
		case 99 ... 1: return accept(listener, NULL, NULL);
		}
	return fd;
}
