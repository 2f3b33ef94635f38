/* case: the name lies in a table or a variable, and the file looks up what lies in one: no mere string.
 * expect-exit: 3 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

static struct {
	const char *name;
	void *address;
} wanted[] = {
	{"accept", NULL},
	{"accept4", NULL}, /* expect-occurrence: unreached */
};

void look_up(int newer)
{
	const char *name = newer ? "accept4" : "accept"; /* expect-occurrence: unreached */

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		wanted[i].address = dlsym(RTLD_DEFAULT, wanted[i].name);
	wanted[0].address = dlsym(RTLD_DEFAULT, name);
	puts("accept4"); /* expect-occurrence: string */
}
