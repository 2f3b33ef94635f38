/* case: one line for each class that a plain mention can fall in. */
#include <stdio.h>
#include <sys/socket.h>

// accept4 /* expect-occurrence: comment */
static const char *const name = "accept4"; /* expect-occurrence: string */
#define ALIAS accept4 /* expect-occurrence: macro-definition */
int accept4(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: declaration */
#if 0
int never = accept4(0, 0, 0, 0); /* expect-occurrence: inactive */
#endif

const char *get_name(void)
{
	return name;
}
