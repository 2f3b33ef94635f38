#include "protocol.h"
const struct protocol tcp = {
	.name = "tcp",
	.accept_conn = sock_accept,
	.take_conn = sock_take,
	.peek_conn = sock_peek,
};
