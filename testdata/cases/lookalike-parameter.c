/* case: a parameter, a local variable, a member and a label have the name. */
#include <sys/socket.h>

struct options {
	int accept4; /* expect-occurrence: look-alike|declaration */
	int (*call)(int);
};

int configure(struct options *o, int accept4) /* expect-occurrence: look-alike|declaration */
{
	o->accept4 = accept4; /* expect-occurrence: look-alike look-alike */
	return o->call(o->accept4); /* expect-occurrence: look-alike */
}
