#include <stdlib.h>

#include "../loop.h"

int main(void)
{
	if (door_accept(3) < 0)
		abort();
	return 0;
}
