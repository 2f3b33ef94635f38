#define _GNU_SOURCE
#include "table.h"

#include <stddef.h>
#include <sys/socket.h>

static int take_plain(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

static int take_current(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

static int take_element(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

static int take_pointer(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

static int take_own(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

static int take_helped(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

const struct ops plain_ops = {take_plain}, helped_ops = {.take = take_helped};
const struct ops named_ops = {.take = take_current};
int (*const elements[2])(int listener) = {NULL, take_element};
int (*const pointer)(int listener) = take_pointer;
static const struct ops own_ops = {take_own};
static const struct ops *const own = &own_ops;

int serve(int listener, int which)
{
	int fd = -1;

	switch (which) {
	case 0:
		fd = take_plain(listener);
		break;
	case 1:
		fd = take_current(listener);
		break;
	case 2:
		fd = take_element(listener);
		break;
	case 3:
		fd = take_pointer(listener);
		break;
	case 4:
		fd = take_own(listener);
		break;
	}
	if (fd < 0)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_own(int listener)
{
	return own->take(listener);
}
