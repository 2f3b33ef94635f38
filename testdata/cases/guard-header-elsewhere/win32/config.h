/* written for Windows by hand */
#define HAVE_ACCEPT4 0
