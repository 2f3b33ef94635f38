void on_listener(int listener);
void serve(int fd);
