struct net {
	int (*only)(int listener);
	int (*either)(int listener);
};
extern int (*only_accept)(int listener), (*some_accept)(int listener);
void set_late(int (*next)(int listener));
int use_accept(int listener);
int refuse(int listener);
