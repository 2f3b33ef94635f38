/* case: a statement expression of the program's own holds call, test and fallback. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define TAKE(l)                                                                                                        \
	({                                                                                                             \
		int fd_ = accept4((l), NULL, NULL, 0);                                                                 \
		if (fd_ < 0 && errno == ENOSYS)                                                                        \
			fd_ = accept((l), NULL, NULL);                                                                 \
		fd_;                                                                                                   \
	})

int take(int listener)
{
	return TAKE(listener); /* expect: ENOSYS=handled rest=unhandled:error-returned form=macro */
}
