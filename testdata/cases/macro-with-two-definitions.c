/* case: the call is an argument of a macro of which only one definition uses it; nothing over the call asks for that one. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

#define TRY(strategy, newer, older) TRY_EITHER(strategy, newer, older)
#if defined(HAVE_FCNTL) && defined(F_SETFD)
#define TRY_EITHER(strategy, newer, older) \
	do { \
		int fd = (newer); \
		if (fd < 0 && errno == ENOSYS) \
			fd = (older); \
		return fd; \
	} while (0)
#else
#define TRY_EITHER(strategy, newer, older) return (older)
#endif

int take(int listener)
{
#ifdef HAVE_ACCEPT4
	TRY(plan,
	    accept4(listener, NULL, NULL, SOCK_CLOEXEC), /* expect: ENOSYS=handled rest=unhandled guard="defined(HAVE_ACCEPT4)" */
	    accept(listener, NULL, NULL));
#else
	return accept(listener, NULL, NULL);
#endif
}
