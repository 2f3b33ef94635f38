#include <stddef.h>
struct listener {
	int fd, max, flags;
};
enum { DONE, YIELD, RETRY };
int take(struct listener *l, int *status);
void use(int fd);
