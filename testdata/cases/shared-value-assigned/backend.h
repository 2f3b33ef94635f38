enum backend { BACKEND_POLL, BACKEND_EPOLL, BACKEND_PORTS };

extern int backend;
