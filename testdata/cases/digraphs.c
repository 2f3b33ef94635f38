/* case: digraphs for braces and brackets change nothing. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int *fds)
<%
	fds<:0:> = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fds<:0:> < 0 && errno == ENOSYS) <%
		fds<:0:> = accept(listener, NULL, NULL);
	%>
	return fds<:0:>;
%>
