/* case: constants as constexpr, enum class and static members; auto for the result. */
#include <cerrno>
#include <sys/socket.h>

constexpr int invalid = -1;

enum class Missing : int { call = ENOSYS, filtered = EPERM };

struct Limits {
	static constexpr int none = -1;
};

int with_constexpr(int listener)
{
	auto fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned
	if (fd == invalid && errno == static_cast<int>(Missing::call))
		fd = accept(listener, nullptr, nullptr);
	return fd;
}

int with_member(int listener)
{
	const auto fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled
	if (fd != Limits::none)
		return fd;
	return Missing{errno} == Missing::filtered ? accept(listener, nullptr, nullptr) : invalid;
}
