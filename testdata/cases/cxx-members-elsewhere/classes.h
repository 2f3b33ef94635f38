#include <cerrno>
#include <sys/socket.h>

#define MISSING(e) ((e) == ENOSYS || (e) == EPERM || (e) == EOPNOTSUPP)

struct Scope {
	int n = 0;
	~Scope();
};
struct QuietScope {
	int n = 0;
	~QuietScope();
};
struct Fatal {
	~Fatal();
	Fatal &operator<<(const char *text);
};
struct Stream {
	Stream &operator<<(const char *text);
};
struct Other {};
Other &operator<<(Other &o, int n);
struct Call {
	void operator()(int n);
};
struct Truth {
	explicit operator bool() const;
};
struct Copied {
	Copied();
	Copied(const Copied &other);
	int n;
};
struct Index {
	int operator[](int n) const;
};
struct Quiet {
	Quiet &operator<<(const char *text);
	explicit operator bool() const;
};
