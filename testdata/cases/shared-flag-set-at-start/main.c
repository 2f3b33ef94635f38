#include "inherit.h"

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		start();
	watch(0, take);
	while (wait_and_call() == 0)
		;
	return 0;
}
