/* Redirects the programs' calls to the harness. Comes after harness.c, before the programs; H_FILE is defined anew
 * before each file of a program. Object-like macros, so that taking an address works too. */
#undef errno
#define errno   (*h_errno_at())
#define accept4 (h_accept4_at(H_FILE * 10000 + __LINE__))
#define accept  h_accept
#define syscall (h_syscall_at(H_FILE * 10000 + __LINE__))
#define fcntl   h_fcntl
#define ioctl   h_ioctl
#define close   h_close
#define exit    h_exit
#define _exit   h_exit
#define abort   h_abort
