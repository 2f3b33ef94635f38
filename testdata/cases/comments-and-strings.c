/* case: the name in every kind of comment and string: accept4 here, and accept4() there. */
#include <stdio.h>
#include <sys/socket.h>

// accept4(listener) in a line comment \
   accept4 that goes on in the next line
#define NOTE "accept4"

/* accept4
 * accept4 // still the same comment: accept4(1, 2, 3, 4)
 */
int take(int listener)
{
	int fd = accept(listener, 0, 0); /* not accept4 */ // nor accept4
	if (fd < 0)
		puts("accept4() failed, \"accept4\" /* accept4 */"
		     "accept4");
	return fd + 'a' + '"'; // "accept4
}
