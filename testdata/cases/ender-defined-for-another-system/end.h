void end_by_abort(int e);
void end_by_exit(int e);
void end_by_error(int e);
void tell(int e);
void fatal(const char *what) __attribute__((noreturn));
