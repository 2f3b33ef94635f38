#include "port.h"

namespace net {

class server {
public:
	handle_type next();

private:
	handle_type listener;
};

handle_type server::next()
{
	handle_type h = accept4(listener, nullptr, nullptr, 0); /* expect: all=handled */
	if (h == BAD_HANDLE)
		h = accept(listener, nullptr, nullptr);
	return h;
}

} // namespace net
