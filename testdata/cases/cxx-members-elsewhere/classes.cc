#include "classes.h"

#include <cstdlib>

Scope::~Scope()
{
	errno = 0;
}
QuietScope::~QuietScope()
{
	n = 0;
}
Fatal::~Fatal()
{
	abort();
}
Fatal &Fatal::operator<<(const char *)
{
	return *this;
}
Stream &Stream::operator<<(const char *)
{
	errno = 0;
	return *this;
}
Other &operator<<(Other &o, int n)
{
	errno = n & 1;
	return o;
}
void Call::operator()(int)
{
	errno = 0;
}
Truth::operator bool() const
{
	errno = 0;
	return true;
}
Copied::Copied() : n(0) {}
Copied::Copied(const Copied &other) : n(other.n)
{
	errno = 0;
}
int Index::operator[](int n) const
{
	exit(n);
}
Quiet &Quiet::operator<<(const char *)
{
	return *this;
}
Quiet::operator bool() const
{
	return false;
}
