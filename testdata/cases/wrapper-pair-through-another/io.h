int take4(int listener);
int older(int listener);
int plain(int listener);
