int take(int s);
int take_more(int s);
int take_with_help(int s);
