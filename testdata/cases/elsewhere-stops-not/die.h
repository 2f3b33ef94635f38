void fatal(const char *what);
