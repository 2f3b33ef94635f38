#include "server.h"

#include <cerrno>
#include <cstdlib>
#include <utility>

void Server::on_fail(std::function<void(int)> hook)
{
	fail_ = std::move(hook);
}

void Server::on_own(std::function<void(int)> hook)
{
	own_ = hook;
}

void Server::on_mild(std::function<void(int)> hook)
{
	mild_ = hook;
}

static void handle(Server &s)
{
	s.on_own([](int error) {
		if (error == EPERM)
			std::exit(1);
	});
}

int main()
{
	Server s(3);
	s.on_fail(stop);
	s.on_mild(pass);
	handle(s);
	return s.take_failing() + s.take_own() + s.take_mildly();
}
