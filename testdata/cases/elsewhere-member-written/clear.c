#include "request.h"

void clear(struct request *r)
{
	r->error = 0;
}
