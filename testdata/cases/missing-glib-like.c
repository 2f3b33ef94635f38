/* case: types, macros and functions of a library whose headers are missing are all over the function.
 * does-not-compile: widget/widget.h is missing on purpose */
#include <errno.h>
#include <sys/socket.h>
#include <widget/widget.h>

static gboolean on_ready(GWidget *source, WCondition condition, gpointer user_data)
{
	WServer *server = W_SERVER(user_data);
	w_autofree char *name = NULL;
	int fd;

	w_return_val_if_fail(W_IS_SERVER(server), FALSE);
	fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0) {
		if (errno == ENOSYS || errno == EPERM)
			fd = accept(w_server_get_fd(server), NULL, NULL);
		if (fd < 0) {
			w_warning("no connection: %s", w_strerror(errno));
			return W_SOURCE_CONTINUE;
		}
	}
	w_server_add(server, fd, condition & W_IO_IN);
	return W_SOURCE_CONTINUE;
}
