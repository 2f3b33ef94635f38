/* case: a library's macro joins the pieces, and its header is not there: the call was left out, and the scan clean.
 * does-not-compile: the library's header is not there */
#include <sys/socket.h>

#include <boost/preprocessor/cat.hpp>

int whole(int s)
{
	return BOOST_PP_CAT(accept, 4)(s, 0, 0, 0); /* expect: all=unhandled */
}

int of_macros(int s)
{
#define OLD accept
	return BOOST_PP_CAT(OLD, 4)(s, 0, 0, 0); /* expect: all=unhandled */
}
