#define ON_WINDOWS 1
#define close closesocket
#define SOCKET_FAILED(s) ((s) == 0xffffu)
