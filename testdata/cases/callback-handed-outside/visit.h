typedef void visitor(int fd, void *data);

void each_connection(visitor *visit, void *data); /* of a library */
void remember(visitor *visit);
void drop(int fd, void *data);
void forget(int fd, void *data);
void count(int fd, void *data);
