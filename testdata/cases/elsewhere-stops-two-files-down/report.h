void report(const char *what);
void leave(void);
