/* case: words that are the name of something else, or of the call without calling it, each with its class. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#pragma weak accept4
#undef accept4
#ifdef accept4
#endif
#ifndef HAVE_ACCEPT4_X
#define STR(x) #x
#define CAT(a, b) a##b
#endif
struct ops { int (*accept4)(int); int accept5; }; /* expect-occurrence: look-alike */
enum { accept4_no, E_accept4 };
typedef int (*fn)(int, struct sockaddr *, socklen_t *, int);
static int mine(int x) { return x; }
static struct ops o = { .accept4 = mine }; /* expect-occurrence: look-alike */
static struct ops o2 = { accept4: mine }; /* expect-occurrence: look-alike */
static const char *s = STR(accept4); /* expect-occurrence: look-alike */
int labels(struct ops *p)
{
	int r = p->accept4(1); /* expect-occurrence: look-alike */
	if (r > 0)
		goto accept4; /* expect-occurrence: look-alike */
	r = o.accept4(2) + (*p).accept4(3); /* expect-occurrence: look-alike look-alike */
accept4: /* expect-occurrence: look-alike */
	return r + (int)sizeof(accept4); /* expect-occurrence: look-alike */
}
int shadow(int accept4) { int y = accept4 + 1; { struct { int accept4; } z = {2}; y += z.accept4; } return y; } /* expect-occurrence: look-alike look-alike look-alike look-alike */
__typeof__(accept4) other; /* expect-occurrence: look-alike */
fn get(void) { return other ? other : &accept4; } /* expect: form=fnptr */
int cmp(void) { return accept4 != NULL; } /* expect-occurrence: look-alike */
int CAT(acc, ept4)(int, struct sockaddr *, socklen_t *, int);
static const struct { int nr; const char *name; } table[] = { { SYS_accept4, "accept4" }, { __NR_accept4, "x" } }; /* expect-occurrence: table string table */
long raw(void) { return syscall(__NR_accept4, 0, 0, 0, 0) + syscall(SYS_accept4, 1); } /* expect: form=syscall */ /* expect: form=syscall */
int sw(int nr) { switch (nr) { case SYS_accept4: return 1; case __NR_accept4 + 1: return 2; } return nr == SYS_accept4; } /* expect-occurrence: table table table */
int local(void) { extern int accept4(int, struct sockaddr *, socklen_t *, int); int (*f)(int, struct sockaddr *, socklen_t *, int) = accept4; return f(0,0,0,0); } /* expect: form=fnptr */ /* expect-occurrence: declaration */
struct accept4 { int a; }; /* expect-occurrence: look-alike */
struct accept4 *sp; /* expect-occurrence: look-alike */
union u { struct accept4 m; }; /* expect-occurrence: look-alike */
_Static_assert(sizeof(struct accept4) == 4, "accept4"); /* expect-occurrence: look-alike string */
