#include "hooks.h"

void server_set(struct server *s, void (*hook)(int error))
{
	s->set = hook;
}

void server_take(struct server *s, const struct settings *settings)
{
	s->taken = settings->on_error;
}

void tell(struct server *s, int error)
{
	if (s->inner)
		s->inner(error);
}
