/* case: a handler is handed to the event loop as a template's argument, of a function, of a method, of a class: in a call, a variable,
 * a member, an object that is made. The loop calls it again at once; one that stops its source is not called again. */
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

struct Callback {
	void *object;
	void (*function)(void *object);
	void operator()() const { function(object); }
};

template <class T, void (T::*method)()> Callback Bind(T &t)
{
	return Callback{&t, [](void *object) { (static_cast<T *>(object)->*method)(); }};
}

template <void (*plain)(void *)> Callback BindPlain(void *object)
{
	return Callback{object, plain};
}

class Event {
public:
	int fd;
	Callback callback;
	Event(int f, Callback c) : fd(f), callback(c) {}
	template <void (*plain)(void *)> void Set(void *object) { callback = Callback{object, plain}; }
	void Cancel();
	void Dispatch() { callback(); }
};

template <class T, void (T::*method)()> class Watch : public Event {
public:
	Watch(int f, T &t) : Event(f, Bind<T, method>(t)) {}
};

void Run(Event &e)
{
	for (;;) {
		struct pollfd p = {e.fd, POLLIN, 0};
		if (poll(&p, 1, -1) > 0)
			e.Dispatch();
	}
}

class ByCall {
	Event event;
	void OnReady();

public:
	explicit ByCall(int fd) : event(fd, Bind<ByCall, &ByCall::OnReady>(*this)) {}
};

void ByCall::OnReady()
{
	int fd = accept4(event.fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (fd < 0)
		fprintf(stderr, "accept\n");
}

static void on_plain(void *object)
{
	int fd = accept4(static_cast<Event *>(object)->fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (fd < 0)
		fprintf(stderr, "accept\n");
}

static void on_set(void *object)
{
	int fd = accept4(static_cast<Event *>(object)->fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (fd < 0)
		fprintf(stderr, "accept\n");
}

static void on_done(void *object)
{
	Event *e = static_cast<Event *>(object);
	int fd = accept4(e->fd, nullptr, nullptr, 0); /* expect: all=unhandled:other */
	if (fd < 0) {
		fprintf(stderr, "accept\n");
		e->Cancel();
	}
}

void ByPlain(Event &e, Event &f, Event &g)
{
	e.callback = BindPlain<on_plain>(&e);
	f.Set<&on_set>(&f);
	g.callback = BindPlain<&on_done>(&g);
}

class ByMember {
public:
	void OnReady();
	Watch<ByMember, &ByMember::OnReady> watch;
	explicit ByMember(int fd) : watch(fd, *this) {}
};

void ByMember::OnReady()
{
	int fd = accept4(watch.fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (fd < 0)
		fprintf(stderr, "accept\n");
}

struct ByVariable {
	int fd;
	void OnReady();
	void Serve();
};

void ByVariable::OnReady()
{
	int s = accept4(fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (s < 0)
		fprintf(stderr, "accept\n");
}

void ByVariable::Serve()
{
	Watch<ByVariable, &ByVariable::OnReady> watch(fd, *this);
	Run(watch);
}

struct ByNew {
	int fd;
	void OnReady();
	Event *Serve() { return new Watch<ByNew, &ByNew::OnReady>(fd, *this); }
};

void ByNew::OnReady()
{
	int s = accept4(fd, nullptr, nullptr, 0); /* expect: all=unhandled:busy-loop */
	if (s < 0)
		fprintf(stderr, "accept\n");
}
