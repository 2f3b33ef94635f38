void loop_watch(int fd, void (*callback)(int, void *), void *data);
void loop_run(void);
int door_accept(int sock);
