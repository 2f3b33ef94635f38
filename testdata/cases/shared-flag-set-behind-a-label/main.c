#include "inherit.h"

int main(int argc, char **argv)
{
	(void)argv;
	watch(0, take);
again:
	start();
	if (wait_and_call() == argc)
		goto again;
	return 0;
}
