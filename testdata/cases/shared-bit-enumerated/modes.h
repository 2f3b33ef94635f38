enum { MODE_NONE, MODE_POLL, MODE_EPOLL, MODE_EDGE = 1 << 2, MODE_BLOCKING = MODE_EDGE * 2 };

extern unsigned long modes;
