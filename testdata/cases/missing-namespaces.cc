// case: types and functions of nested namespaces, classes and aliases of a library whose headers are missing.
// does-not-compile: the library's headers are missing
#include "library.hpp"
#include <cerrno>
#include <optional>
#include <sys/socket.h>

class Member {
public:
	int take();
	Utils::OS::Descriptor socket_;
	std::optional<a::b::c::Thing> thing_;
	lib::box::Box<int> box_;
};

int Member::take()
{
	return accept4(socket_.get(), nullptr, nullptr, 0); // expect: all=unhandled
}

class Derived : public base::core::Object {
public:
	int take(const options::net::Options &options);
};

int Derived::take(const options::net::Options &options)
{
	if (lib::conf::verbose && lib::conf::Settings::level == lib::conf::Level::high)
		lib::log::out::trace("take");
	int fd = accept4(options.listener(), nullptr, nullptr, 0); // expect: all=handled
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(options.listener(), nullptr, nullptr);
	return fd;
}
