/* case: C++17's if with an initialiser, and a switch with one. */
#include <cerrno>
#include <sys/socket.h>

int with_if(int listener)
{
	if (int fd = accept4(listener, nullptr, nullptr, 0); fd >= 0) // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned
		return fd;
	else if (const int error = errno; error == ENOSYS)
		return accept(listener, nullptr, nullptr);
	return -1;
}

int with_switch(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned
	if (fd >= 0)
		return fd;
	switch (int e = errno; e) {
	case EPERM: [[fallthrough]];
	case ENOSYS: return accept(listener, nullptr, nullptr);
	default: return -1;
	}
}
