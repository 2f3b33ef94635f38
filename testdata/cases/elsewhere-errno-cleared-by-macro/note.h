#include <errno.h>
#define last_error errno
#define set_last_error(e) (last_error = (e))
void note(void);
