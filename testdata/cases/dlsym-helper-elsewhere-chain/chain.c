#include "lookup.h"

int take_chain(int listener);

int take_chain(int listener)
{
	void *place = NULL;
	int fd = -1;

	if (find_or_warn("accept4", &place) == 0) { /* expect: ENOSYS=handled rest=unhandled:error-returned form=address */
		take_function *take = (take_function *)place;

		fd = take(listener, NULL, NULL, 0);
		if (fd < 0 && errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
		if (fd < 0)
			complain("accept4", fd); /* expect-occurrence: string */
	}
	return fd;
}

int take_long_chain(int listener);

int take_long_chain(int listener)
{
	void *place = NULL;
	int fd = -1;

	if (fifth("accept4", &place) == 0) { /* expect: ENOSYS=handled rest=unhandled:error-returned form=address */
		take_function *take = (take_function *)place;

		fd = take(listener, NULL, NULL, 0);
		if (fd < 0 && errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
