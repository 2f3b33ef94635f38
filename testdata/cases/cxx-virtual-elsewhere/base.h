#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Ends {
	virtual ~Ends() = default;
	virtual void note_end();
	int serve(int s);
};
struct GivesUp {
	virtual ~GivesUp() = default;
	virtual int try_again(int s);
	int serve(int s);
};
struct Watches {
	virtual ~Watches() = default;
	virtual void opened(int fd);
	int serve(int s);
};
struct Harmless {
	virtual ~Harmless() = default;
	virtual void note_harmless();
	int serve(int s);
};
