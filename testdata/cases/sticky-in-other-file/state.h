extern int have_accept4;
