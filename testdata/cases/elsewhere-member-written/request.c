#include "request.h"

#include <string.h>

void request_clear(struct request *r)
{
	r->error = 0;
}

void request_clear_below(struct request *r)
{
	clear(r);
}

void request_reset(struct request *r)
{
	memset(r, 0, sizeof(*r));
}

void request_count(struct request *r)
{
	r->count++;
}

void request_use_old(struct request *r)
{
	r->use_new = 0;
}
