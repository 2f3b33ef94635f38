extern int use_new;
