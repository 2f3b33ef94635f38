#include "hooks.h"

void stop(int error);
void pass(int error);

const struct hooks plain_hooks = {1, stop};
const struct hooks named_hooks = {.tell = stop};
const struct hooks mild_hooks = {.level = 2, .tell = pass};
void (*const reactions[2])(int error) = {pass, stop};
static const struct hooks own_hooks = {3, stop};

void told(int error)
{
	const struct hooks *h = &own_hooks;

	h->tell(error);
}
