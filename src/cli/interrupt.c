/* A signal handler can only be told through a global; this one is private to the file. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile sig_atomic_t came;

/* Workers are told by the kernel when their parent is gone, and a transaction that was not committed never was. */
static void on_signal(int number)
{
	(void)number;
	if (came)
		_exit(CLI_TROUBLE);
	came = 1;
}

void interrupt_catch(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct sigaction old;

		/* what the shell has turned off (nohup) stays off */
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			(void)sigaction(numbers[i], &action, NULL);
	}
}

bool interrupt_came(void)
{
	return came;
}
