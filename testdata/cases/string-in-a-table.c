/* case: the name lies in a table, and what the file looks up is spelled: a string. */
#include <dlfcn.h>
#include <stddef.h>

static const char *const names[] = {"accept", "accept4"}; /* expect-occurrence: string */

void *look_up(int i)
{
	return *names[i] ? dlsym(NULL, "poll") : NULL;
}
