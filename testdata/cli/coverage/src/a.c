#include <stddef.h>
#include <sys/socket.h>

/* accept4 */
int take(int listener)
{
#ifdef OLD_WAY
	return accept4(listener, NULL, NULL, 0);
#elif defined(NEW_WAY)
	return accept4(listener, NULL, NULL, 0);
#elif 0
	return accept4(listener, NULL, NULL, 0);
#endif
}
