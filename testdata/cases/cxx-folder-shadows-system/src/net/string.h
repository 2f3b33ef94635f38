#ifndef NET_STRING_H
#define NET_STRING_H
#include <sys/socket.h>
template <typename T> class holder {
public:
	explicit holder(T from) : fd(from)
	{
	}

	int take_old()
	{
		return ::accept(fd, nullptr, nullptr);
	}

protected:
	const T fd;
};
#endif
