#include "hooks.h"

int take_given(int listener, hook *given);

hook *started = forget;

void install(const char *name, hook *next)
{
	if (name)
		set_hook(next);
}

void get_hook(hook **out)
{
	*out = stop;
}

hook *choose_hook(int level)
{
	return level > 3 ? &stop : pass;
}

int main(void)
{
	assigned = &stop;
	mild = pass;
	install("stop", stop);
	return take_given(3, forget);
}
