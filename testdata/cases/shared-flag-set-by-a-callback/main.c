#include "inherit.h"
#include <signal.h>

static void again(int number)
{
	(void)number;
	start();
}

int main(int argc, char **argv)
{
	(void)argv;
	(void)argc;
	signal(SIGHUP, again);
	watch(0, take);
	while (wait_and_call() == 0)
		;
	return 0;
}
