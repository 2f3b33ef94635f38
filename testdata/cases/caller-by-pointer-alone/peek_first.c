#include <stdlib.h>
#include "protocol.h"
void peek_first(struct listener *l)
{
	struct conn *c = l->rx.proto->peek_conn(l);
	if (!c)
		exit(1);
	use(c);
}
