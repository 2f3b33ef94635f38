#define MODE_POLL     0x01
#define MODE_EPOLL    0x80
#define MODE_BLOCKING 0x100

extern signed char modes;
