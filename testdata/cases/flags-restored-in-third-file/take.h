int take(int listener);
int make_private(int fd);
int keep_open(int fd);
