#include "net.h"

int (*only_accept)(int listener) = use_accept;
struct net usual = {.only = use_accept, .either = use_accept};

void setup(struct net *net)
{
	net->only = use_accept;
	net->either = refuse;
	some_accept = refuse;
	set_late(refuse);
}
