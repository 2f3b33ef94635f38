extern int have_accept4;
void accept4_is_missing(void);
