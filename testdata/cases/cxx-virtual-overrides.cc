/* case: which method a virtual call means depends on the object. A base whose own method falls back says nothing of the
 * classes that override it; where only one can be meant (the class is named, final, or known), only that one counts. */
#include <cerrno>
#include <cstdlib>
#include <sys/socket.h>
#include <unistd.h>

/* one that overrides it gives up */
struct Acceptor {
	virtual ~Acceptor() = default;
	virtual int retry(int s) { return accept(s, 0, 0); }
	int serve(int s)
	{
		int fd = accept4(s, 0, 0, 0); /* expect: all=conditional */
		if (fd < 0)
			fd = retry(s);
		return fd;
	}
};
struct Refuser : Acceptor {
	int retry(int) override { return -1; }
};
int serve_one(Acceptor &a, int s)
{
	return a.serve(s);
}

/* it is not overridden directly, and through a pointer */
struct Log {
	virtual ~Log() = default;
	virtual void note() {}
};
struct Middle : Log {};
struct Strict : Middle {
	void note() override { exit(1); }
};
int serve_logged(Log *log, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional:exit */
	if (fd < 0) {
		log->note();
		fd = accept(s, 0, 0);
	}
	return fd;
}

/* all of them fall back */
struct Good {
	virtual ~Good() = default;
	virtual int retry(int s) { return accept(s, 0, 0); }
};
struct Better : Good {
	int retry(int s) override
	{
		int fd = accept(s, 0, 0);
		return fd < 0 ? -errno : fd;
	}
};
int serve_good(Good &g, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	return fd < 0 ? g.retry(s) : fd;
}

/* the base's is pure */
struct Pure {
	virtual ~Pure() = default;
	virtual int retry(int s) = 0;
};
struct First : Pure {
	int retry(int s) override { return accept(s, 0, 0); }
};
struct Second : Pure {
	int retry(int) override { return -1; }
};
int serve_pure(Pure &p, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional */
	return fd < 0 ? p.retry(s) : fd;
}

/* the class is named */
struct Named : Acceptor {
	int retry(int) override { return -1; }
	int serve_named(int s)
	{
		int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
		return fd < 0 ? Acceptor::retry(s) : fd;
	}
};
int serve_named(Named &n, int s)
{
	return n.serve_named(s);
}

/* the object is there */
int serve_object(int s)
{
	Acceptor a;
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	return fd < 0 ? a.retry(s) : fd;
}
int serve_derived_object(int s)
{
	Refuser r;
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	return fd < 0 ? r.retry(s) : fd;
}

/* nothing overrides what is final */
struct Last final : Acceptor {
	int retry(int s) override { return accept(s, 0, 0); }
};
int serve_final(Last &l, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	return fd < 0 ? l.retry(s) : fd;
}
