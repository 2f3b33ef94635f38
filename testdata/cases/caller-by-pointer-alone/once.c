#include <stdlib.h>
#include "protocol.h"
void serve_one(struct listener *l)
{
	struct conn *c = l->rx.proto->take_conn(l);
	if (!c)
		exit(1);
	use(c);
}
