/* case: C++ names that are the call's by their spelling only, and the ways to name the call itself. */
#include <sys/socket.h>
namespace M { namespace accept4 { int x; } } /* expect-occurrence: look-alike */
namespace N { int accept4(int) { return 0; } struct S { int accept4(int); static int accept4(long); int accept4_; template <class T> int accept4(T); }; } /* expect-occurrence: look-alike look-alike look-alike look-alike */
int N::S::accept4(int a) { return a; } /* expect-occurrence: look-alike */
template <class accept4> struct T { accept4 v; }; /* expect-occurrence: look-alike look-alike */
class C { public: void accept4(); enum class K { accept4 }; }; /* expect-occurrence: look-alike look-alike */
void C::accept4() { this->accept4(); accept4(); K k = K::accept4; (void)k; } /* expect-occurrence: look-alike look-alike look-alike look-alike */
auto lam = [](int accept4) { return accept4; }; /* expect-occurrence: look-alike look-alike */
int use(N::S &s) { using namespace N; return s.accept4(1) + N::S::accept4(2L) + N::accept4(2) + M::accept4::x + s.accept4<int>(3); } /* expect-occurrence: look-alike look-alike look-alike look-alike look-alike */
int real(int l) { return ::accept4(l, 0, 0, 0); } /* expect: form=direct */
extern "C" int accept4(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: declaration */
decltype(&::accept4) p = ::accept4; /* expect: form=fnptr */ /* expect-occurrence: look-alike */
using F = decltype(::accept4); /* expect-occurrence: look-alike */
auto q = &::accept4; /* expect: form=fnptr */
int cap() { auto f = [=](int l) { return ::accept4(l, 0, 0, 0); }; return f(1); } /* expect: form=direct */
[[deprecated("accept4")]] int dd; /* expect-occurrence: string */
