#ifndef NET_H
#define NET_H
int net_take(int listener);
#endif
