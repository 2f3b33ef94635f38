#include "calls.h"

#include <errno.h>
#include <unistd.h>

int compare_and_clear(const void *a, const void *b)
{
	errno = 0;
	return *(const int *)a - *(const int *)b;
}

int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int select_none(const struct dirent *entry)
{
	errno = entry != 0;
	return 0;
}

void start_or_exit(void)
{
	if (getpid() == 1)
		_exit(3);
}
