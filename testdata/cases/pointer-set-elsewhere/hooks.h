typedef void hook(int error);

extern hook *assigned, *mild, *started;
void set_hook(hook *next);
void install(const char *name, hook *next);
void get_hook(hook **out);
hook *choose_hook(int level);
void stop(int error);
void forget(int error);
void pass(int error);
