#include <stdlib.h>
#include "protocol.h"
void peek_second(struct listener *l)
{
	struct conn *c = l->rx.proto->peek_conn(l);
	if (!c)
		return;
	use(c);
}
