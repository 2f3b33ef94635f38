#define MODE_POLL     0x01
#define MODE_EPOLL    0x02
#define MODE_EDGE     0x04
#define MODE_BLOCKING 0x08

#define API __attribute__((visibility("default")))

extern API unsigned long modes;
