#include "inherit.h"

int main(int argc, char **argv)
{
	(void)argv;
	watch(0, take);
	do {
		if (argc > 1)
			start();
	} while (wait_and_call() == 0);
	return 0;
}
